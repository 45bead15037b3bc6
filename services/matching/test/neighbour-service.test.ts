import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, fixedClock } from '@zhiqiao/testing';
import { service } from '../src/service.ts';
import { feedOf, gateway, manager, postingOf, watching } from './other-city.ts';

const JIANGMEN = '440700';
const DISTRICT = '440703';
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const feed = feedOf();

let city: TestRun;
let gate: Awaited<ReturnType<typeof gateway>>;
let stranger: Awaited<ReturnType<typeof gateway>>;
const { neighbour, search, titles, untilRead, untilShown, untilTrouble } = watching(() => city, clock);
const post = (id: string, changes = {}) => feed.put(id, postingOf(id, DISTRICT, { title: `岗位${id}`, ...changes }));

beforeAll(async () => {
  gate = await gateway(feed.answer);
  stranger = await gateway(feed.answer);
  for (let n = 100; n < 330; n++) post(`v${n}`);
  city = await startForTest(service, { clock, env: { ZHIQIAO_NEIGHBOURS: `${JIANGMEN}=${gate.url}` } });
  await untilRead(JIANGMEN);
  await eventually(async () => (await search()).total === 230, { within: 50_000 });
}, 120_000);
afterAll(async () => {
  await city?.drop();
  gate?.close();
  stranger?.close();
});

describe('a neighbour with many vacancies', () => {
  it('is copied page by page', async () => {
    // Under load a page may be asked for again: what is taken in twice comes to the same.
    const pages = new Set(gate.asked.map(({ path }) => path).filter((path) => path.startsWith('/feed/vacancies')));
    expect([...pages].map((path) => new URLSearchParams(path.split('?')[1]).get('after'))).toEqual([
      null,
      'v199',
      'v299',
    ]);
    expect(await neighbour(JIANGMEN)).toMatchObject({
      cityName: '江门市',
      status: 'FOLLOWING',
      shown: true,
      cursor: 230,
      counts: { shown: 230, refused: 0, removed: 0 },
    });
  });

  it('that hides one takes it away here too, also where it was the last of a page', async () => {
    feed.hide('v199');
    clock.advance({ hours: 24 });
    await untilRead(JIANGMEN);
    await eventually(async () => (await search()).total === 229, { within: 50_000 });
    expect((await neighbour(JIANGMEN)).counts).toEqual({ shown: 229, refused: 0, removed: 1 });
  });

  it('is followed over several pages of changes', async () => {
    for (let n = 100; n < 325; n++) feed.remove(`v${n}`);
    post('v400');
    await untilRead(JIANGMEN);
    await untilShown('岗位v325', '岗位v326', '岗位v327', '岗位v328', '岗位v329', '岗位v400');
  });

  it('is copied anew once a day: what was lost on the way is mended', async () => {
    feed.remove('v326', true);
    feed.remove('v400', true);
    await untilRead(JIANGMEN);
    expect((await search()).total).toBe(6);
    clock.advance({ hours: 24 });
    await untilRead(JIANGMEN);
    await untilShown('岗位v325', '岗位v327', '岗位v328', '岗位v329');
    for (const id of ['v325', 'v327', 'v328']) feed.remove(id);
    await untilRead(JIANGMEN);
  });
});

describe('what has been gone for long', () => {
  it('is taken away with what was noted of the readings, and may come back', async () => {
    const { mongo } = city.platform;
    const idOf = (name: string) => `${JIANGMEN}~${name}`;
    const copies = async (): Promise<unknown[]> => mongo.collection('elsewhere').distinct('_id');
    const log = mongo.collection('log');
    const noted = (stream: string, where: object = {}) => log.countDocuments({ stream, ...where });
    expect(await copies()).toEqual(expect.arrayContaining([idOf('v100'), idOf('v329')]));
    clock.advance({ hours: 80 * 24 });
    await untilRead(JIANGMEN);
    feed.remove('v329');
    await untilRead(JIANGMEN);
    clock.advance({ hours: 11 * 24 });
    const before = new Date(clock.now().getTime() - 90 * 24 * 3_600_000).toISOString();
    expect(await noted('neighbour', { at: { $lt: before } })).toBeGreaterThan(0);
    await untilRead(JIANGMEN);
    await eventually(async () => (await copies()).length === 1, { within: 50_000 });
    expect(await copies()).toEqual([idOf('v329')]);
    expect(await noted('elsewhere', { recordId: { $ne: idOf('v329') } })).toBe(0);
    expect(await noted('neighbour', { at: { $lt: before } })).toBe(0);
    expect(await noted('neighbour')).toBeGreaterThan(0);
    for (const name of ['v100', 'v329']) post(name);
    await untilRead(JIANGMEN);
    await untilShown('岗位v100', '岗位v329');
    feed.remove('v100');
    await untilRead(JIANGMEN);
    await untilShown('岗位v329');
  }, 240_000);
});

describe('postings that are not as they should be', () => {
  it('are not shown, counted, and shown to the staff with the reason; the others are', async () => {
    post('w1');
    post('w2', { description: '限男性' });
    feed.put('w3', { ...postingOf('w3', DISTRICT), title: undefined });
    feed.put('w4', postingOf('w4', '449902'));
    post('w5', { validThrough: '2026-03-01T15:59:59.999Z' });
    feed.put('with a blank', postingOf('with a blank', DISTRICT));
    await untilRead(JIANGMEN);
    await untilShown('岗位v329', '岗位w1');
    expect((await neighbour(JIANGMEN)).counts).toMatchObject({ refused: 5 });
    const { body } = await city.send(manager, 'GET', `/neighbours/${JIANGMEN}/refused`);
    expect(body.items).toMatchObject([
      { id: `${JIANGMEN}~w2`, refusal: { because: 'UNLAWFUL', rules: ['VAC-DISCRIMINATION'], phrases: ['限男'] } },
      {
        id: `${JIANGMEN}~w3`,
        refusal: { because: 'MALFORMED', fields: ['title'] },
        explanation: { zh: expect.any(String) },
      },
      { id: `${JIANGMEN}~w4`, refusal: { because: 'FOREIGN' } },
      { id: `${JIANGMEN}~w5`, refusal: { because: 'EXPIRED' } },
    ]);
    expect((await city.send(undefined, 'GET', `/vacancies/elsewhere/${JIANGMEN}~w2`)).status).toBe(404);
  });

  it('that turn unlawful are shown no longer, and again once they are mended', async () => {
    post('w1', { description: '入职须交押金200元' });
    await untilRead(JIANGMEN);
    await untilShown('岗位v329');
    post('w1');
    post('w2');
    await untilRead(JIANGMEN);
    await untilShown('岗位v329', '岗位w1', '岗位w2');
  });
});

describe('a neighbour in trouble', () => {
  const json = (body: string) => (_: unknown, res: import('node:http').ServerResponse) =>
    void res.writeHead(200, { 'content-type': 'application/json' }).end(body);
  it.each<[string, string, Parameters<typeof gate.answerBy>[0]]>([
    ['answers 500', 'HTTP_500', (_, res) => void res.writeHead(500).end()],
    ['answers a page of HTML', 'MALFORMED_ANSWER', (_, res) => void res.end('<html>维护中</html>')],
    ['answers something else', 'MALFORMED_ANSWER', json('{"cursor":-1,"items":{}}')],
    [
      'goes back and forth',
      'MALFORMED_ANSWER',
      async (req, res) => {
        const after = Number(new URL(req.url!, gate.url).searchParams.get('after'));
        const known = (await (await fetch(`${stranger.url}${req.url}`)).json()) as { items: unknown[] };
        json(JSON.stringify({ cursor: after + 1, more: true, items: known.items.slice(0, 1) }))(req, res);
      },
    ],
    ['hangs up', 'CONNECTION', (req) => void req.destroy()],
    [
      'sends the reader elsewhere',
      'CONNECTION',
      (req, res) => void res.writeHead(302, { location: `${stranger.url}/secret${req.url}` }).end(),
    ],
    [
      'never ends',
      'TOO_LARGE',
      (_, res) => {
        const more = () => {
          while (!res.destroyed && res.write(' '.repeat(65_536)));
        };
        res.on('drain', more);
        more();
      },
    ],
    ['never answers', 'TIMEOUT', () => {}],
  ])('that %s harms nobody, is shown to the staff, and is read again when it is well', async (_, problem, answer) => {
    gate.answerBy(answer);
    expect(await untilTrouble(JIANGMEN)).toMatchObject({ problem, failures: expect.any(Number) });
    const probes = await Promise.all(
      ['/readyz', '/livez', '/vacancies/search?q='].map((path) => fetch(city.url + path)),
    );
    expect(probes.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await titles()).toEqual(['岗位v329', '岗位w1', '岗位w2']);
    gate.answerBy(feed.answer);
    await untilRead(JIANGMEN);
    expect(stranger.asked.filter(({ path }) => path.startsWith('/secret'))).toEqual([]);
  });

  it('that has too much to do is left alone for as long as it asks', async () => {
    gate.answerBy((_, res) => void res.writeHead(429, { 'retry-after': '1200' }).end());
    await untilTrouble(JIANGMEN);
    const { readAt, trouble } = await neighbour(JIANGMEN);
    expect(trouble).toMatchObject({ problem: 'HTTP_429', failures: 1 });
    expect(Date.parse(readAt) - Date.parse(trouble.since)).toBe(1_200_000);
    gate.answerBy(feed.answer);
    clock.advance({ minutes: 20 });
    await untilRead(JIANGMEN);
  });

  it('that does not know the place any more is copied anew', async () => {
    gate.asked.length = 0;
    gate.answerBy((req, res) =>
      req.url!.startsWith('/feed/changes') ? void res.writeHead(410).end() : feed.answer(req, res),
    );
    post('x1');
    await untilRead(JIANGMEN);
    await untilShown('岗位v329', '岗位w1', '岗位w2', '岗位x1');
    gate.answerBy(feed.answer);
    await untilRead(JIANGMEN);
  });

  it('that is silent for days is not shown: what it told may be long gone', async () => {
    gate.answerBy((_, res) => void res.writeHead(503).end());
    clock.advance({ hours: 49 });
    await untilTrouble(JIANGMEN);
    expect(await search()).toMatchObject({ total: 0, items: [], facets: { city: [] } });
    expect(await neighbour(JIANGMEN)).toMatchObject({ shown: false, trouble: { problem: 'HTTP_503' } });
    expect((await city.send(undefined, 'GET', `/vacancies/elsewhere/${JIANGMEN}~w1`)).status).toBe(404);
    gate.answerBy(feed.answer);
    clock.advance({ hours: 1 });
    await untilRead(JIANGMEN);
    expect((await search()).total).toBe(4);
  });
});
