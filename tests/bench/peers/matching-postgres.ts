/**
 * PostgreSQL as a matcher: a covering partial index for vacancies, a clustered table for seekers, prepared statements over
 * a Unix socket, timed by psql. Nothing has to survive a crash.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, globSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Market, SEEKER, TODAY, VACANCY } from '../market.ts';
import type { Figures, Peer, Task } from './matching-peer.ts';
import { has, inFolder } from './programs.ts';

const SETTINGS = {
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '4GB',
  work_mem: '64MB',
  random_page_cost: '1.1',
  fsync: 'off',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  listen_addresses: '',
};
const binaries = () =>
  globSync('/usr/lib/postgresql/*/bin/initdb')
    .at(-1)
    ?.replace(/\/initdb$/, '');
/** PostgreSQL refuses to run as root; Debian's package brings its own user. */
const asServer = (file: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', file, ...args]] : [file, args];
const run = async (file: string, args: string[]) =>
  (await promisify(execFile)(...asServer(file, args), { maxBuffer: 1 << 28, cwd: '/' })).stdout;

const SCHEMA = `
create extension intarray;
create unlogged table v(id int, occ int2, small int2, mid int2, x int, y int, di int2, ed int2, a0 int2, a1 int2, demands int,
  hi int, middle int, welcomes bool, day int, asked int, sk int[]);
create unlogged table s(id int, mid int2, occs int2[], smalls int2[], x int, y int, districts int, reach int, ed int2, age int2,
  limits int, wage int, hard bool, day int, sk int[]);`;
const INDEXES = `
create index v_ix on v(mid, di, ed, hi) include (id, occ, small, x, y, a0, a1, demands, middle, welcomes, day, asked, sk);
create index s_ix on s(mid, ed, wage, age);
cluster s using s_ix;
vacuum analyze v;
vacuum analyze s;`;

const squared = (x: string, y: string) => `((x-${x})*(x-${x})+(y-${y})*(y-${y}))`;
const shared = (x: string, y: string) =>
  `2*greatest(0,1000-4*floor(sqrt(${squared(x, y)}::float8))::int) + greatest(0,1000-10*(${TODAY}-day))`;
const statements = (top: number) => `
prepare forward(int2[], int2[], int[], int, int, int, bool, int2[], int2[], int2, int2, int, int) as
select id, case when occ = any($1) then 4000 when small = any($2) then 2800 else 1600 end
  + 3*(1000*icount(sk & $3)/asked) + 2*least(1000,greatest(0,500+10*(middle-$4))) + ${shared('$5', '$6')}
  + case when not $7 then 0 when welcomes then 1500 else 500 end as score
from v where mid = any($8) and di = any($9) and ed <= $10 and a0 <= $11 and a1 >= $11 and (demands & $12) = 0
  and hi >= $4 and ${squared('$5', '$6')} <= $13
order by score desc, id limit ${top};
prepare reverse(int2, int2, int[], int, int, int, int, int, int2, int2, int2, int2, int, int, int) as
select id, case when $1 = any(occs) then 4000 when $2 = any(smalls) then 2800 else 1600 end
  + 3*(1000*icount(sk & $3)/$4) + 2*least(1000,greatest(0,500+10*($5-wage))) + ${shared('$6', '$7')}
  + case when hard then $8 else 0 end as score
from s where mid = $9 and ed >= $10 and age between $11 and $12 and (limits & $13) = 0 and wage <= $14
  and (districts >> $15) & 1 = 1 and ${squared('$6', '$7')} <= reach
order by score desc, id limit ${top};`;

const unique = (values: number[]) => [...new Set(values)];
const list = (words: Int32Array, from: number, count: number) =>
  [...words.subarray(from, from + count)].filter((word) => word !== 0xffff);
const array = (values: readonly number[]) => `{${values.join(',')}}`;
const sorted = (values: number[]) => array(values.toSorted((a, b) => a - b));

const vacancy = ({ vacancies, smallOf, midOf }: Market, i: number) => {
  const at = (word: number) => vacancies[i * VACANCY.words + word]!;
  const leaf = at(VACANCY.occupation);
  const middle = (at(VACANCY.wageFrom) + at(VACANCY.wageTo)) >> 1;
  const skills = list(vacancies, i * VACANCY.words + VACANCY.skills, 8);
  return { at, leaf, small: smallOf[leaf]!, mid: midOf[leaf]!, middle, skills };
};
const seeker = ({ seekers, smallOf, midOf }: Market, i: number) => {
  const at = (word: number) => seekers[i * SEEKER.words + word]!;
  const leaves = list(seekers, i * SEEKER.words + SEEKER.occupations, 3);
  const smalls = unique(leaves.map((leaf) => smallOf[leaf]!));
  const mids = unique(leaves.map((leaf) => midOf[leaf]!));
  return { at, leaves, smalls, mids, skills: list(seekers, i * SEEKER.words + SEEKER.skills, 8) };
};
const vacancyLine = (market: Market, i: number) => {
  const { at, leaf, small, mid, middle, skills } = vacancy(market, i);
  const { x, y, district, education, ageFrom, ageTo, demands, wageTo, welcomes, day, skillCount } = VACANCY;
  const place = [x, y, district, education, ageFrom, ageTo, demands, wageTo].map(at);
  return [i, leaf, small, mid, ...place, middle, at(welcomes), at(day), at(skillCount), sorted(skills)].join('\t');
};
const seekerLines = (market: Market, i: number) => {
  const { at, leaves, smalls, mids, skills } = seeker(market, i);
  const { x, y, districts, squaredReach, education, age, limits, wage, hardToEmploy, day } = SEEKER;
  const facts = [x, y, districts, squaredReach, education, age, limits, wage, hardToEmploy, day].map(at);
  return mids.map((mid) => [i, mid, array(leaves), array(smalls), ...facts, sorted(skills)].join('\t')).join('\n');
};
const writeTable = async (file: string, count: number, line: (i: number) => string) => {
  const stream = createWriteStream(file);
  for (let from = 0; from < count; from += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - from) }, (_, i) => `${line(from + i)}\n`);
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
};

const askForward = (market: Market, i: number) => {
  const { at, leaves, smalls, mids, skills } = seeker(market, i);
  const welcome = Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => (at(SEEKER.districts) >> bit) & 1);
  const { wage, x, y, hardToEmploy, education, age, limits, squaredReach } = SEEKER;
  const mine = [`'${array(leaves)}'`, `'${array(smalls)}'`, `'${sorted(skills)}'`, at(wage), at(x), at(y)];
  const where = [at(hardToEmploy) === 1, `'${array(mids)}'`, `'${array(welcome)}'`];
  return `execute forward(${[...mine, ...where, at(education), at(age), at(limits), at(squaredReach)].join(',')});`;
};
const askReverse = (market: Market, i: number) => {
  const { at, leaf, small, mid, middle, skills } = vacancy(market, i);
  const { x, y, welcomes, education, ageFrom, ageTo, demands, wageTo, district } = VACANCY;
  const own = [leaf, small, `'${sorted(skills)}'`, skills.length, middle, at(x), at(y), at(welcomes) ? 1500 : 500, mid];
  return `execute reverse(${[...own, ...[education, ageFrom, ageTo, demands, wageTo, district].map(at)].join(',')});`;
};

/** Rows and times as psql prints them: `number|score` lines, then `Time: 1.234 ms (…)` behind each statement. */
const read = (told: string, warmUp: number, questions: number): Figures => {
  const latencies = new Array<number>(questions).fill(Number.POSITIVE_INFINITY);
  const sums = new Array<number>(questions).fill(0);
  let [sum, statement] = [0, -warmUp];
  for (const line of told.split('\n')) {
    const time = /^Time: ([\d.]+) ms/.exec(line)?.[1];
    if (time === undefined) {
      sum += Number(line.split('|')[1] ?? 0);
      continue;
    }
    if (statement >= 0) {
      const question = statement % questions;
      latencies[question] = Math.min(latencies[question]!, Number(time) * 1000);
      sums[question] = sum;
    }
    [sum, statement] = [0, statement + 1];
  }
  return { latencies, sums };
};

export const postgres: Peer = {
  name: 'PostgreSQL',
  goals: { forward: { mean: 30 }, reverse: { mean: 35 } },
  async run(task) {
    const folder = binaries();
    if (!folder || !(await has('psql', '--version'))) return { why: 'no PostgreSQL server on this machine' };
    return inFolder((work) => measured(task, work, (name) => join(folder, name)));
  },
};

const measured = async (task: Task, work: string, binary: (name: string) => string) => {
  const { market, passes, top } = task;
  const socket = join(work, 'socket');
  await mkdir(socket);
  await Promise.all([chmod(work, 0o777), chmod(socket, 0o777)]);
  const data = join(work, 'data');
  await run(binary('initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '--no-sync', '-E', 'UTF8', '--locale=C']);
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}='${value}'`);
  const options = [`-k ${socket}`, ...settings].join(' ');
  await run(binary('pg_ctl'), ['-D', data, '-o', options, '-l', join(work, 'socket/log'), '-w', 'start']);
  const psql = async (name: string, script: string) => {
    const file = join(work, name);
    await writeFile(file, script);
    return run(binary('psql'), [
      '-h',
      socket,
      '-U',
      'bench',
      '-d',
      'postgres',
      '-v',
      'ON_ERROR_STOP=1',
      '-qAt',
      '-f',
      file,
    ]);
  };
  try {
    const [v, s] = [join(work, 'v.tsv'), join(work, 's.tsv')];
    await writeTable(v, market.vacancies.length / VACANCY.words, (i) => vacancyLine(market, i));
    await writeTable(s, market.seekers.length / SEEKER.words, (i) => seekerLines(market, i));
    await psql('load.sql', `${SCHEMA}\n\\copy v from '${v}'\n\\copy s from '${s}'\n${INDEXES}`);
    const asked = async (
      name: string,
      asking: Int32Array,
      ask: (market: Market, i: number) => string,
      most: number,
    ) => {
      const [warmUp, questions] = [Math.min(task.warmUp, 100), Math.min(task.questions, most)];
      const warm = Array.from(asking.subarray(0, warmUp), (i) => ask(market, i));
      const once = Array.from(asking.subarray(task.warmUp, task.warmUp + questions), (i) => ask(market, i));
      const all = [...warm, ...Array.from({ length: passes }, () => once).flat()];
      return read(await psql(`${name}.sql`, `${statements(top)}\n\\timing on\n${all.join('\n')}`), warmUp, questions);
    };
    return {
      forward: await asked('forward', market.asking.seekers, askForward, task.questions),
      reverse: await asked('reverse', market.asking.vacancies, askReverse, task.questions / 4),
    };
  } finally {
    if (existsSync(data)) await run(binary('pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
  }
};
