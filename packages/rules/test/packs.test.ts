import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { InvalidPacks, loadRulePacks } from '../src/index.ts';

const packs = await loadRulePacks();

describe('the lookup', () => {
  it('asks the city, then its province, then the nation', () => {
    const pack = packs.on('449900', '2026-03-02');
    expect(pack.parameter('matching.minimumWage').level).toBe('city');
    expect(pack.parameter('insurance.claimDecisionWithin')).toMatchObject({ value: 7, level: 'province' });
    expect(pack.parameter('licensing.decideWithin')).toMatchObject({
      value: 20,
      unit: 'working-day',
      level: 'national',
    });
  });

  it('asks as of the date: before the province ruled, the nation holds', () => {
    expect(packs.on('449900', '2014-06-30').number('insurance.claimDecisionWithin')).toBe(10);
    expect(packs.on('449900', '2014-07-01').number('insurance.claimDecisionWithin')).toBe(7);
  });

  it('throws on an unknown key, on a wrong kind, and where no value is in force', () => {
    const pack = packs.on('330100', '2026-03-02');
    expect(() => pack.number('licensing.decideWithim')).toThrow('licensing.decideWithim');
    expect(() => pack.text('licensing.decideWithin')).toThrow('licensing.decideWithin');
    expect(() => pack.table('licensing.decideWithin')).toThrow('licensing.decideWithin');
    expect(() => pack.number('matching.minimumWage')).toThrow('330100 on 2026-03-02');
    expect(() => packs.on('330100', '1990-01-01').number('registration.minimumAge')).toThrow('1990-01-01');
  });

  it('names the pack by city, date and content', () => {
    expect(packs.on('449900', '2026-03-02').version).toMatch(/^449900@2026-03-02#[0-9a-f]{12}$/);
  });

  it('has every key in the README', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    for (const theme of ['registration', 'insurance', 'training', 'licensing', 'supervision', 'matching', 'privacy']) {
      const declared = parse(await readFile(new URL(`../packs/national/${theme}.yaml`, import.meta.url), 'utf8'));
      for (const key of Object.keys(declared)) expect(readme).toContain(`\`${key}\``);
    }
  });
});

describe('a folder of packs', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'packs-'));
    await cp(new URL('../packs', import.meta.url), dir, { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true }));

  const value = (from: string, amount: unknown) =>
    `{ from: '${from}', value: ${amount}, basis: 'test', certainty: assumed }`;
  const problems = () =>
    loadRulePacks(dir).then(
      () => [],
      (error: InvalidPacks) => error.problems,
    );

  it.each([
    ['an unknown key', '449900/licensing.yaml', `licensing.decideWithim: { values: [${value('2026-01-01', 15)}] }`],
    [
      'a key in the wrong file',
      '449900/training.yaml',
      `licensing.decideWithin: { values: [${value('2026-01-01', 15)}] }`,
    ],
    [
      'a city that describes anew',
      '449900/licensing.yaml',
      `licensing.decideWithin: { unit: day, values: [${value('2026-01-01', 15)}] }`,
    ],
    [
      'a value of the wrong kind',
      '449900/licensing.yaml',
      `licensing.decideWithin: { values: [${value('2026-01-01', 'soon')}] }`,
    ],
    ['a negative number', '449900/licensing.yaml', `licensing.decideWithin: { values: [${value('2026-01-01', -1)}] }`],
    [
      'a date that does not exist',
      '449900/licensing.yaml',
      `licensing.decideWithin: { values: [${value('2026-02-30', 1)}] }`,
    ],
    [
      'dates out of order',
      '449900/licensing.yaml',
      `licensing.decideWithin: { values: [${value('2026-02-01', 1)}, ${value('2026-01-01', 2)}] }`,
    ],
    [
      'a value without its basis',
      '449900/licensing.yaml',
      "licensing.decideWithin: { values: [{ from: '2026-02-01', value: 1 }] }",
    ],
    ['a misspelt folder', '4499/licensing.yaml', `licensing.decideWithin: { values: [${value('2026-02-01', 1)}] }`],
    [
      'a key given twice',
      '449900/matching.yaml',
      'matching.minimumWage: { values: [] }\nmatching.minimumWage: { values: [] }',
    ],
    ['a list instead of a map', '449900/matching.yaml', '- 1'],
    ['a national parameter without unit', 'national/extra.yaml', 'extra.one: { values: [] }'],
  ])('is refused for %s, and the file is named', async (_, path, content) => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
    expect(await problems()).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^${path}: `))]));
  });

  it('tells all problems at once', async () => {
    await writeFile(join(dir, '449900/licensing.yaml'), 'licensing.a: { values: [] }\nlicensing.b: { values: [] }');
    expect(await problems()).toHaveLength(2);
  });

  it('is read again on reload; an invalid one leaves the old in force', async () => {
    const city = await loadRulePacks(dir);
    const before = city.on('449900', '2026-03-02');
    await writeFile(
      join(dir, '449900/licensing.yaml'),
      `licensing.decideWithin: { values: [${value('2026-01-01', 15)}] }`,
    );
    await city.reload();
    const after = city.on('449900', '2026-03-02');
    expect(after.number('licensing.decideWithin')).toBe(15);
    expect(after.version).not.toBe(before.version);
    expect(before.number('licensing.decideWithin')).toBe(20);

    await writeFile(join(dir, '449900/licensing.yaml'), 'licensing.decideWithin: soon');
    await expect(city.reload()).rejects.toThrow(InvalidPacks);
    expect(city.on('449900', '2026-03-02').version).toBe(after.version);
  });
});
