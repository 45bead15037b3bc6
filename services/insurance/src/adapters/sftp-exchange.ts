import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import Client from 'ssh2-sftp-client';
import { type FileExchange, FOLDERS, type Folder } from '../ports/file-exchange.ts';

type Settings = {
  host: string;
  port: number;
  username: string;
  base: string;
  /** The SHA-256 fingerprint of the server's key as OpenSSH writes it; a server with another key is not talked to. */
  hostKey: string;
  privateKey?: string | undefined;
  password?: string | undefined;
  deadlineMs: number;
};

/** `SHA256:…`, as `ssh-keygen -l` shows it. */
export const fingerprintOf = (key: Buffer) =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** A folder on an SFTP server, one connection for each act. Names that begin with a dot are not yet whole. */
export const sftpExchange = (settings: Settings): FileExchange => {
  const at = (folder: Folder, name = '') => posix.join(settings.base, folder, name);
  const { host, port, username, hostKey, privateKey, password, deadlineMs } = settings;

  const connected = async <T>(act: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client();
    try {
      await client.connect({
        host,
        port,
        username,
        readyTimeout: deadlineMs,
        hostVerifier: (key: Buffer) => fingerprintOf(key) === hostKey,
        ...(privateKey && { privateKey }),
        ...(password && { password }),
      });
      return await act(client);
    } finally {
      await client.end().catch(() => {}); // the act is done or has failed already
    }
  };

  /** SFTP renames only to a free name. */
  const rename = async (client: Client, from: string, to: string) => {
    if (await client.exists(to)) await client.delete(to);
    await client.rename(from, to);
  };

  return {
    prepare: () =>
      connected(async (client) => {
        for (const folder of FOLDERS) if (!(await client.exists(at(folder)))) await client.mkdir(at(folder), true);
      }),
    list: (folder) =>
      connected(async (client) =>
        (await client.list(at(folder)))
          .filter(({ type, name }) => type === '-' && !name.startsWith('.'))
          .map(({ name }) => name)
          .sort(),
      ),
    read: (folder, name) =>
      connected(async (client) =>
        (await client.exists(at(folder, name))) ? ((await client.get(at(folder, name))) as Buffer) : undefined,
      ),
    write: (folder, name, bytes) =>
      connected(async (client) => {
        await client.put(Buffer.from(bytes), at(folder, `.${name}`));
        await rename(client, at(folder, `.${name}`), at(folder, name));
      }),
    move: (from, to, name) =>
      connected(async (client) => {
        if (await client.exists(at(from, name))) await rename(client, at(from, name), at(to, name));
      }),
    remove: (folder, name) =>
      connected(async (client) => {
        if (await client.exists(at(folder, name))) await client.delete(at(folder, name));
      }),
  };
};
