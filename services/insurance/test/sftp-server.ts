import { generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import ssh2 from 'ssh2';
import { fingerprintOf } from '../src/adapters/sftp-exchange.ts';

const { STATUS_CODE, OPEN_MODE, flagsToString } = ssh2.utils.sftp;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const parsedKey = ssh2.utils.parseKey(privateKey);
if (parsedKey instanceof Error) throw parsedKey;

/** An SFTP server over a folder of this machine, for one user with one password. */
export const sftpServer = async (folder: string, { username, password }: { username: string; password: string }) => {
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    // The types do not know it; without it every answer waits for a delayed acknowledgement.
    (client as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on('error', () => {});
    client.on('authentication', (context) => {
      const known = context.method === 'password' && context.username === username && context.password === password;
      if (known) context.accept();
      else context.reject(['password']);
    });
    client.on('ready', () => {
      client.on('session', (accept) => accept().on('sftp', (open) => serve(open(), folder)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: fingerprintOf(parsedKey.getPublicSSH()),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

type Handle = { fd?: number; names?: string[]; path: string };

const serve = (sftp: ssh2.SFTPWrapper, folder: string) => {
  const handles = new Map<number, Handle>();
  let last = 0;
  const at = (path: string) => join(folder, posix.normalize(`/${path}`));
  const hand = (request: number, handle: Handle) => {
    const id = Buffer.alloc(4);
    last += 1;
    id.writeUInt32BE(last);
    handles.set(last, handle);
    sftp.handle(request, id);
  };
  const held = (id: Buffer) => handles.get(id.readUInt32BE())!;
  const attributes = (path: string) => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = fs.statSync(path);
    return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
  };
  /** Does it, and answers as the file system does. */
  const answering =
    <A extends unknown[]>(act: (request: number, ...rest: A) => void) =>
    (request: number, ...rest: A) => {
      try {
        act(request, ...rest);
      } catch (error) {
        const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        sftp.status(request, missing ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
      }
    };
  const done = (request: number) => sftp.status(request, STATUS_CODE.OK);

  sftp.on(
    'OPEN',
    answering((request: number, path: string, flags: number) => {
      if (flags & OPEN_MODE.READ) fs.statSync(at(path));
      hand(request, { path, fd: fs.openSync(at(path), flagsToString(flags) ?? 'r') });
    }),
  );
  sftp.on(
    'READ',
    answering((request: number, id: Buffer, offset: number, length: number) => {
      const bytes = Buffer.alloc(length);
      const read = fs.readSync(held(id).fd!, bytes, 0, length, offset);
      if (read === 0) sftp.status(request, STATUS_CODE.EOF);
      else sftp.data(request, bytes.subarray(0, read));
    }),
  );
  sftp.on(
    'WRITE',
    answering((request: number, id: Buffer, offset: number, bytes: Buffer) => {
      fs.writeSync(held(id).fd!, bytes, 0, bytes.length, offset);
      done(request);
    }),
  );
  sftp.on(
    'CLOSE',
    answering((request: number, id: Buffer) => {
      const { fd } = held(id);
      if (fd !== undefined) fs.closeSync(fd);
      handles.delete(id.readUInt32BE());
      done(request);
    }),
  );
  sftp.on(
    'FSTAT',
    answering((request: number, id: Buffer) => sftp.attrs(request, attributes(at(held(id).path)) as never)),
  );
  sftp.on(
    'FSETSTAT',
    answering((request: number) => done(request)),
  );
  sftp.on(
    'SETSTAT',
    answering((request: number) => done(request)),
  );
  for (const kind of ['STAT', 'LSTAT'] as const)
    sftp.on(
      kind as 'STAT',
      answering((request: number, path: string) => sftp.attrs(request, attributes(at(path)) as never)),
    );
  sftp.on(
    'REALPATH',
    answering((request: number, path: string) => {
      const filename = posix.resolve('/', path);
      sftp.name(request, [{ filename, longname: filename, attrs: {} as never }]);
    }),
  );
  sftp.on(
    'OPENDIR',
    answering((request: number, path: string) => hand(request, { path, names: fs.readdirSync(at(path)) })),
  );
  sftp.on(
    'READDIR',
    answering((request: number, id: Buffer) => {
      const handle = held(id);
      const names = handle.names!.splice(0);
      if (!names.length) return sftp.status(request, STATUS_CODE.EOF);
      sftp.name(
        request,
        names.map((filename) => {
          const attrs = attributes(at(posix.join(handle.path, filename)));
          const longname = `${(attrs.mode & 0o170000) === 0o040000 ? 'd' : '-'}rw-r--r-- 1 u g ${attrs.size} Jan 1 00:00 ${filename}`;
          return { filename, longname, attrs: attrs as never };
        }),
      );
    }),
  );
  sftp.on(
    'MKDIR',
    answering((request: number, path: string) => {
      fs.mkdirSync(at(path));
      done(request);
    }),
  );
  sftp.on(
    'REMOVE',
    answering((request: number, path: string) => {
      fs.unlinkSync(at(path));
      done(request);
    }),
  );
  sftp.on(
    'RENAME',
    answering((request: number, from: string, to: string) => {
      if (fs.existsSync(at(to))) return sftp.status(request, STATUS_CODE.FAILURE);
      fs.renameSync(at(from), at(to));
      done(request);
    }),
  );
};
