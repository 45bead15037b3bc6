import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { elsewhereEvents, type JobPosting } from '@zhiqiao/domain';
import type { TestRun } from '@zhiqiao/service-kit/testing';
import { eventually, type fixedClock } from '@zhiqiao/testing';

type Body = Awaited<ReturnType<TestRun['send']>>['body'];
type Answer = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;

/** The gateway of another city: one address, behind which its service may be changed, stopped, or be quite another. */
export const gateway = async (answer: Answer) => {
  const asked: { path: string; status: number }[] = [];
  let behind = answer;
  const server = createServer((req, res) => {
    res.on('finish', () => asked.push({ path: req.url!, status: res.statusCode }));
    void behind(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answerBy(other: Answer) {
      behind = other;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Answers as a service does, over its own port. */
export const passedOnTo =
  (service: () => TestRun): Answer =>
  async (req, res) => {
    const known = req.headers['if-none-match'];
    const { status, headers, body } = await service().send(undefined, 'GET', req.url!, {
      headers: known === undefined ? {} : { 'if-none-match': known },
    });
    const kept = ['etag', 'link', 'content-type'].flatMap((name) =>
      headers.has(name) ? [[name, headers.get(name)!]] : [],
    );
    res.writeHead(status, Object.fromEntries(kept)).end(status === 304 ? undefined : JSON.stringify(body));
  };

const example = elsewhereEvents.examples.VacancyShownElsewhere.posting as JobPosting;
export const postingOf = (id: string, district: string, changes: Partial<JobPosting> = {}): JobPosting => ({
  ...example,
  identifier: { ...example.identifier, name: district, value: id },
  ...changes,
});

/** The open feed of a city that is only a feed. */
export const feedOf = () => {
  const items = new Map<string, unknown>();
  const hidden = new Set<string>();
  const changes: string[] = [];
  const answer: Answer = (req, res) => {
    const { pathname, searchParams } = new URL(req.url!, 'http://feed');
    const limit = Number(searchParams.get('limit'));
    const after = searchParams.get('after') ?? '';
    res.setHeader('content-type', 'application/json').setHeader('etag', `"${changes.length}"`);
    if (pathname === '/feed/vacancies') {
      const ids = [...items.keys()].sort().filter((id) => id > after);
      const page = ids.slice(0, limit);
      if (ids.length > limit) res.setHeader('link', `<${pathname}?after=${page.at(-1)}&limit=${limit}>; rel="next"`);
      res.end(
        JSON.stringify({
          cursor: changes.length,
          items: page.filter((id) => !hidden.has(id)).map((id) => items.get(id)),
        }),
      );
      return;
    }
    const told = changes.slice(Number(after), Number(after) + limit).map((id, i) => {
      const posting = items.get(id);
      return { cursor: Number(after) + i + 1, id, at: '2026-03-02T00:00:00.000Z', removed: !posting, posting };
    });
    const cursor = told.at(-1)?.cursor ?? Number(after);
    res.end(JSON.stringify({ cursor, more: cursor < changes.length, items: told }));
  };
  return {
    answer,
    put(id: string, posting: unknown) {
      items.set(id, posting);
      changes.push(id);
    },
    /** Looked at when a page is made, and left out of it: as what an agency has that is barred. */
    hide: (id: string) => void hidden.add(id),
    /** Taken away; `untold`: as if the change had been lost. */
    remove(id: string, untold = false) {
      items.delete(id);
      if (!untold) changes.push(id);
    },
  };
};

export const manager = { id: 'zhao', roles: ['manager' as const], division: '449900' };

/** What a city knows of its neighbours, and time that passes until they have been read. */
export const watching = (run: () => TestRun, clock: ReturnType<typeof fixedClock>) => {
  const neighbour = async (city: string): Promise<Body> => {
    const { status, body } = await run().send(manager, 'GET', '/neighbours');
    return status === 200 ? body.items.find((item: Body) => item.city === city) : undefined;
  };
  const search = async (query: Record<string, string> = {}): Promise<Body> =>
    (await run().send(undefined, 'GET', `/vacancies/elsewhere/search?${new URLSearchParams(query)}`)).body;
  const titles = async (query = {}): Promise<string[]> =>
    (await search(query)).items.map(({ posting }: Body) => posting.title).sort();
  return {
    neighbour,
    search,
    titles,
    untilShown: (...expected: string[]) =>
      eventually(
        async () => (await titles()).join() === expected.join() || Promise.reject(new Error(`${await titles()}`)),
        {
          within: 50_000,
        },
      ),
    /** Six minutes and whatever more it takes: a clock that stands still is pushed on for each page. */
    async untilRead(city: string): Promise<Body> {
      clock.advance({ minutes: 6 });
      return eventually(
        async () => {
          clock.advance({ seconds: 1 });
          const { status, trouble, heardAt, readAt } = (await neighbour(city)) ?? {};
          const soon = clock.now().getTime() + 200_000;
          return status === 'FOLLOWING' && !trouble && heardAt && Date.parse(readAt) > soon;
        },
        { within: 60_000, every: 200 },
      );
    },
    async untilTrouble(city: string): Promise<Body> {
      clock.advance({ minutes: 6 });
      return eventually(async () => (await neighbour(city))?.trouble, { within: 60_000, every: 200 });
    },
  };
};
