import { describe, expect, it, jest } from '@jest/globals';
import { atOnce } from '@zhiqiao/testing';
import { breachNotice } from '../src/domain/breach-notice.ts';
import { clerk, inTime, jobseeker, manager, NOTHING, openDesk, otherClerk, southClerk } from './desk.ts';

const { clock, enrol, get, post, run } = openDesk('2026-03-02T09:00:00+08:00');
const otherManager = { ...manager, id: 'manager-2' };
const cityManager = { ...manager, id: 'manager-of-the-city', division: '449900' };
const southManager = { ...manager, id: 'manager-3', division: '449903' };

const finding = {
  kind: 'LEAKED',
  information: ['IDENTITY', 'CONTACT'],
  cause: 'WRONG_RECEIVER',
  harms: ['FRAUD'],
  persons: 2,
};
const assessed = (harmAvoided: boolean, persons = 2) => ({
  ...{ ...finding, persons, remedies: ['DELETED_BY_RECEIVER'], advice: ['BEWARE_OF_CALLS'], harmAvoided },
});
const report = async (more: object = {}, actor = clerk) => {
  const told = { division: '449902001', ...finding, discoveredAt: clock.now().toISOString(), ...more };
  return post(actor, '/data-breaches', told);
};
const notified = async (harmAvoided: boolean) => {
  const { body } = await report();
  const at = `/data-breaches/${body.id}`;
  await post(manager, `${at}/assessment`, assessed(harmAvoided));
  const told = await post(manager, `${at}/authority-notice`, { authority: 'CYBERSPACE', documentNo: 'WX-1' });
  expect(told.body.status).toBe('AUTHORITY_NOTIFIED');
  return { id: body.id as string, at };
};
const mine = async (personId: string, breachId: string) =>
  (await get(jobseeker(personId), `/people/${personId}/breach-notices`)).body.items.filter(
    (it: { breachId: string }) => it.breachId === breachId,
  );

describe('a breach of personal information', () => {
  it('is reported by anybody of the staff, graded, and seen by who reported it and by the managers', async () => {
    const { status, body } = await report({ persons: 2_000_000 });
    expect([status, body]).toMatchObject([
      201,
      { status: 'REPORTED', grade: 3, stage: 'AUTHORITY', stepBy: { at: '2026-03-02T05:00:00.000Z' }, overdue: 0 },
    ]);
    const at = `/data-breaches/${body.id}`;
    for (const actor of [clerk, manager, cityManager]) expect((await get(actor, at)).status).toBe(200);
    for (const actor of [otherClerk, southManager, southClerk]) expect((await get(actor, at)).status).toBe(403);
    expect((await get(jobseeker(NOTHING), at)).status).toBe(403);
    expect((await post(clerk, `${at}/dismissal`, { ground: 'NOTHING_HAPPENED' })).status).toBe(403);
    expect((await post(southManager, `${at}/dismissal`, { ground: 'NOTHING_HAPPENED' })).status).toBe(403);
    expect((await post(manager, `${at}/dismissal`, { ground: 'NOTHING_HAPPENED' })).body).toMatchObject({
      status: 'DISMISSED',
      possible: [],
    });
  });

  it.each([
    ['of another city', { division: '449802' }, 'registration.division-foreign'],
    ['discovered tomorrow', { discoveredAt: '2026-03-03T01:00:00Z' }, 'registration.breach-discovery'],
    ['discovered before the law', { discoveredAt: '2021-10-31T01:00:00Z' }, 'registration.breach-discovery'],
    ['discovered in the year 1', { discoveredAt: '0001-01-01T01:00:00Z' }, 'registration.breach-discovery'],
    ['of nobody', { persons: 0 }, 'request.invalid'],
    ['of nothing', { information: [] }, 'request.invalid'],
  ])('%s is refused', async (_, more, code) => {
    const { status, body } = await report(more);
    expect([status, body.code]).toEqual([422, code]);
  });

  it('is told to each person in her account and by a second channel, and she sees what it was and what to do', async () => {
    const [limei, wangqiang] = [await enrol(), await enrol()];
    const { id, at } = await notified(false);
    expect((await post(manager, `${at}/notices`, { persons: [limei, NOTHING] })).body).toMatchObject({
      code: 'registration.person-unknown',
      context: { persons: [NOTHING] },
    });
    expect(await mine(limei, id)).toEqual([]);
    expect((await post(manager, `${at}/persons-notified`)).body.code).toBe('registration.breach-untold');

    for (const persons of [[limei], [limei, wangqiang]])
      expect((await post(manager, `${at}/notices`, { persons })).status).toBe(200);
    const [hers] = await mine(limei, id);
    expect(hers).toMatchObject({ told: false, breachId: id });
    expect(hers.notice.zh).toBe(
      '您的姓名和证件号码、联系方式发生或可能发生泄露。可能的危害：被冒名诈骗。已采取的措施：接收人已删除。建议本人：警惕冒充工作人员的电话和短信。联系方式：12333。',
    );
    expect((await get(jobseeker(wangqiang), `/people/${limei}/breach-notices`)).body.code).toBe(
      'registration.not-yourself',
    );
    const receipt = `/breach-notices/${encodeURIComponent(hers.id)}/receipt`;
    expect((await post(jobseeker(wangqiang), receipt)).status).toBe(403);
    expect((await post(jobseeker(limei), receipt)).body.told).toBe(true);

    const untold = (await get(manager, `${at}/notices?told=false`, 'who is still to be told')).body.items;
    expect(untold.map((it: { personId: string }) => it.personId)).toEqual([wangqiang]);
    expect((await post(manager, `${at}/persons-notified`)).body).toMatchObject({
      code: 'registration.breach-untold',
      context: { persons: 2, posted: 2, untold: 1 },
    });
    const attempts = `/breach-notices/${encodeURIComponent(untold[0].id)}/attempts`;
    await post(clerk, attempts, { channel: 'PHONE', on: '2026-03-02', delivered: false });
    expect(
      (await post(clerk, attempts, { channel: 'POST', on: '2026-03-02', delivered: true, receipt: 'EMS-1' })).body,
    ).toMatchObject({ told: true, attempts: [{ channel: 'PHONE' }, { channel: 'POST', receipt: 'EMS-1' }] });
    expect((await post(manager, `${at}/persons-notified`)).body.status).toBe('PERSONS_NOTIFIED');
    expect((await post(manager, `${at}/closing`, { mended: ['PROCEDURE_CHANGED'] })).body).toMatchObject({
      status: 'CLOSED',
      mended: ['PROCEDURE_CHANGED'],
    });
    expect(await mine(limei, id)).toHaveLength(1);
    const looked = (await get(jobseeker(limei), `/people/${limei}/access-log`)).body.items;
    expect(looked.map((it: { purpose: string }) => it.purpose)).toContain('who is still to be told');
  });

  it('is told to whoever two persons were merged into, who need say once that she has read it', async () => {
    const [survivor, merged] = [await enrol(), await enrol()];
    const { id, at } = await notified(false);
    await post(manager, `${at}/notices`, { persons: [survivor, merged] });
    const suspicion = await post(clerk, '/suspicions', { persons: [survivor, merged] });
    const pair = `/suspicions/${encodeURIComponent(suspicion.body.id)}`;
    await post(clerk, `${pair}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    expect((await post(manager, `${pair}/merge`)).body.status).toBe('MERGED');

    const notices = await mine(survivor, id);
    expect(notices).toHaveLength(2);
    await post(jobseeker(merged), `/breach-notices/${encodeURIComponent(notices[0].id)}/receipt`);
    expect((await post(manager, `${at}/persons-notified`)).body.status).toBe('PERSONS_NOTIFIED');
    const { body } = await post(manager, `${at}/notices`, { persons: [merged] });
    expect([body.posted, await mine(survivor, id)]).toMatchObject([1, { length: 2 }]);
  });

  it('that proves to be otherwise is told anew to all who were told before, however many, and nobody is forgotten', async () => {
    const PAGE = 200;
    const people = await atOnce(20, Array.from({ length: PAGE + 1 }), () => enrol());
    const [limei, wangqiang] = [people[0]!, people[1]!];
    const { id, at } = await notified(false);
    const tell = async (persons: string[]) =>
      expect((await post(manager, `${at}/notices`, { persons })).status).toBe(200);
    const read = async (personId: string) => {
      const [notice] = await mine(personId, id);
      return post(jobseeker(personId), `/breach-notices/${encodeURIComponent(notice.id)}/receipt`);
    };
    for (const persons of [people.slice(0, PAGE), people.slice(PAGE)]) await tell(persons);
    await atOnce(20, people, read);

    clock.set('2026-03-02T15:00:00+08:00');
    const more = { ...assessed(false, people.length), information: ['IDENTITY', 'CONTACT', 'HEALTH'] };
    await post(manager, `${at}/assessment`, more);
    await post(manager, `${at}/authority-notice`, { authority: 'CYBERSPACE', documentNo: 'WX-2' });
    await inTime(async () => {
      const { context } = (await post(manager, `${at}/persons-notified`)).body;
      return context.untold === people.length;
    });
    const [hers] = await mine(limei, id);
    expect(hers).toMatchObject({ told: false, on: '2026-03-02', replaces: '2026-03-02', attempts: [] });
    expect(hers.notice.zh).toMatch(
      /^2026-03-02的通知更正如下：您的姓名和证件号码、联系方式、健康状况发生或可能发生泄露。/,
    );
    await tell([limei]);

    await atOnce(20, [limei, ...people.slice(2)], read);
    const find = jest.spyOn(run().platform.records(breachNotice), 'find');
    expect((await post(manager, `${at}/persons-notified`)).body).toMatchObject({
      code: 'registration.breach-untold',
      context: { persons: people.length, posted: people.length, untold: 1 },
    });
    await read(wangqiang);
    find.mockClear();
    expect((await post(manager, `${at}/persons-notified`)).body.status).toBe('PERSONS_NOTIFIED');
    expect(await Promise.all(find.mock.results.map(({ value }) => value))).toEqual([{ items: [] }]);
    find.mockRestore();
  });

  it('need not be told where no harm is left, until the authority orders it', async () => {
    const limei = await enrol();
    const { id, at } = await notified(true);
    expect((await post(manager, `${at}/dispensation`)).body.code).toBe('registration.breach-same-officer');
    expect((await post(otherManager, `${at}/dispensation`)).body.status).toBe('DISPENSED');
    expect((await post(manager, `${at}/notices`, { persons: [limei] })).body.code).toBe('registration.not-possible');
    expect((await post(manager, `${at}/closing`, { mended: ['STAFF_TRAINED'] })).body.possible).toEqual(['order']);
    const order = { authority: 'CYBERSPACE', documentNo: 'WX-9', on: '2026-03-03' };
    for (const on of ['2026-03-03', '2026-02-28'])
      expect((await post(manager, `${at}/order`, { ...order, on })).body.code).toBe('registration.order-day');
    expect((await post(manager, `${at}/order`, { ...order, on: '2026-03-02' })).body.status).toBe('ORDERED');
    expect((await post(manager, `${at}/notices`, { persons: [limei] })).body.posted).toBe(1);
    expect(await mine(limei, id)).toHaveLength(1);
  });

  it('that nobody deals with in time is listed for the division, then for the city', async () => {
    const { body } = await report({ persons: 3 });
    const overdue = async (level: number) =>
      (await get(cityManager, `/data-breaches?overdue=${level}`)).body.items.some(
        (it: { id: string }) => it.id === body.id,
      );
    clock.advance({ hours: 24, seconds: 1 });
    await inTime(() => overdue(1));
    clock.advance({ hours: 4, seconds: 1 });
    await inTime(() => overdue(2));
    expect(await overdue(1)).toBe(false);
    expect((await get(southManager, '/data-breaches?overdue=2')).body.items).toEqual([]);
  });
});
