import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fileExchangeAt } from '../src/adapters/file-exchange-at.ts';
import type { FileExchange } from '../src/ports/file-exchange.ts';
import { sftpServer } from './sftp-server.ts';

const account = { username: 'zhiqiao', password: 'demo of the exchange' };
const root = mkdtempSync(join(tmpdir(), 'exchange-'));
let server: Awaited<ReturnType<typeof sftpServer>>;
beforeAll(async () => {
  server = await sftpServer(root, account);
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const onServer = (path: string, { hostKey = server.hostKey, password = account.password } = {}) =>
  fileExchangeAt(`sftp://${account.username}@127.0.0.1:${server.port}${path}`, { hostKey, password, deadlineMs: 5000 });
const inFolder = (path: string) => fileExchangeAt(`file://${root}${path}`, { deadlineMs: 5000 });

describe.each([
  ['a folder', inFolder],
  ['an SFTP server', onServer],
] as [string, (path: string) => FileExchange][])('the exchange of files over %s', (name, open) => {
  const base = `/${name.replaceAll(' ', '-')}/bureau`;
  let files: FileExchange;
  const bytes = (text: string) => Buffer.from(text);
  beforeEach(async () => {
    files = open(base);
    await files.prepare();
  });
  afterEach(() => rmSync(join(root, base), { recursive: true }));

  it('makes its folders, and bears that they are there', async () => {
    await files.prepare();
    expect(readdirSync(join(root, base)).sort()).toEqual(['archive', 'in', 'out', 'staging']);
    expect(await files.list('out')).toEqual([]);
  });

  it('gives back what was written, the last of it', async () => {
    await files.write('out', 'b.csv', bytes('first'));
    await files.write('out', 'b.csv', bytes('失业'));
    await files.write('out', 'a.csv', bytes('x'.repeat(200_000)));
    expect((await files.read('out', 'b.csv'))?.toString()).toBe('失业');
    expect((await files.read('out', 'a.csv'))?.length).toBe(200_000);
    expect(await files.list('out')).toEqual(['a.csv', 'b.csv']);
    expect(await files.read('out', 'none.csv')).toBeUndefined();
  });

  it('shows nothing that is not whole, and no folders', async () => {
    writeFileSync(join(root, base, 'in', '.half.csv'), 'ha');
    expect(await files.list('in')).toEqual([]);
  });

  it('moves a file once: what was moved before stays where it is', async () => {
    await files.write('staging', 'a.csv', bytes('one'));
    await files.move('staging', 'out', 'a.csv');
    await files.move('staging', 'out', 'a.csv');
    expect([await files.list('staging'), await files.list('out')]).toEqual([[], ['a.csv']]);
    await files.write('staging', 'a.csv', bytes('two'));
    await files.move('staging', 'out', 'a.csv');
    expect((await files.read('out', 'a.csv'))?.toString()).toBe('two');
  });

  it('removes a file, or leaves what is not there', async () => {
    await files.write('out', 'a.csv', bytes('one'));
    await files.remove('out', 'a.csv');
    await files.remove('out', 'a.csv');
    expect(await files.list('out')).toEqual([]);
  });
});

describe('an SFTP server', () => {
  it('with another key than the pinned one is told nothing', async () => {
    const other = onServer('/other', { hostKey: `SHA256:${'A'.repeat(43)}` });
    await expect(other.prepare()).rejects.toThrow(/host/i);
    expect(readdirSync(root)).not.toContain('other');
  });

  it('without a pinned key is not talked to', () => {
    expect(() => fileExchangeAt('sftp://zhiqiao@127.0.0.1/bureau', { deadlineMs: 1000 })).toThrow('HOST_KEY');
  });

  it('that does not take the password is a failure', async () => {
    await expect(onServer('/other', { password: 'wrong' }).list('in')).rejects.toThrow(/authentication/i);
  });
});
