/** Looks for what would make a start fail later and less clearly. */
import { statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { isFree } from '../children.mjs';
import { say } from '../say.mjs';
import { serverPorts, services } from './plan.mjs';

const GB = 2 ** 30;

export const examine = async () => {
  const disk = statfsSync('.');
  const free = (disk.bavail * disk.bsize) / GB;
  const memory = totalmem() / GB;
  say(
    `  · ${availableParallelism()} cores, ${memory.toFixed(1)} GB memory (${(freemem() / GB).toFixed(1)} free), ${free.toFixed(1)} GB disk`,
  );
  if (free < 1) throw new Error(`only ${free.toFixed(1)} GB of disk are free: the servers need 1 GB`);
  if (memory < 3) say('  ! less than 3 GB of memory: expect the servers to be slow or to be ended by the system');
  const given = { kafka: process.env.KAFKA_BROKERS, mongo: process.env.MONGODB_URI, redis: process.env.REDIS_URL };
  const needed = [
    ...Object.entries(serverPorts).filter(([name]) => !given[name]),
    ...Object.entries(services).map(([name, { port }]) => [name, port]),
  ];
  const taken = [];
  for (const [name, port] of needed) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length > 0)
    throw new Error(
      `other programs listen on ${taken.join(', ')}.\n` +
        '  Shortest fix: ZHIQIAO_BASE_PORT=5400 npm start (moves the whole city), or end what `ss -ltnp` shows there',
    );
};
