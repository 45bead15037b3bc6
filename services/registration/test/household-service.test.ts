import { describe, expect, it } from '@jest/globals';
import { bornOn, clerk, HOME, inTime, jobseeker, NOTHING, openDesk, otherClerk, somebody, southClerk } from './desk.ts';

const { anybody, enrol, get, hire, post, register, run } = openDesk('2026-03-03T09:00:00+08:00');

describe('a household', () => {
  const formed = async (head: string, capacity = 'ABLE') => {
    const { status, body } = await post(clerk, '/households', { division: HOME, head, capacity });
    expect([status, body.code]).toEqual([201, undefined]);
    return `/households/${body.id}`;
  };
  const zero = async (at: string) => (await get(clerk, at)).body.zeroEmployment;

  it('becomes a zero-employment family by what its members do, and is one no more when one is hired', async () => {
    const [wife, husband] = [somebody(), somebody()];
    const [wifeId, husbandId] = [await enrol(wife), await enrol(husband)];
    await register(wifeId);
    const at = await formed(wifeId);
    await inTime(() => zero(at));
    await post(clerk, `${at}/members`, { personId: husbandId, relation: 'SPOUSE', capacity: 'ABLE' });
    await inTime(async () => !(await zero(at)));
    await register(husbandId);
    await inTime(() => zero(at));
    const families = await get(clerk, '/households?division=449902&zeroEmployment=true');
    expect(families.body.items.map((it: { id: string }) => `/households/${it.id}`)).toContain(at);
    await hire(husband);
    await inTime(async () => !(await zero(at)));
    const { body } = await get(jobseeker(wifeId), `/people/${wifeId}/file`);
    expect(body.household).toMatchObject({
      zeroEmployment: false,
      members: [{ relation: 'HEAD' }, { relation: 'SPOUSE' }],
    });
    expect(JSON.stringify(body.household)).not.toContain('standing');
  });

  it('without employment is assisted as long as it is, whoever of it is registered', async () => {
    const [wife, husband] = [bornOn('1996-05-06'), bornOn('1996-05-06')];
    const [wifeId, husbandId] = [await enrol(wife), await enrol(husband)];
    const at = await formed(wifeId);
    await post(clerk, `${at}/members`, { personId: husbandId, relation: 'SPOUSE', capacity: 'ABLE' });
    await register(wifeId);
    const assistance = async (personId: string) => {
      const { items } = (await get(clerk, `/people/${personId}/entitlements`)).body;
      return items.find((it: { entitlement: string }) => it.entitlement === 'ASSISTANCE');
    };
    expect(await assistance(wifeId)).toMatchObject({ available: false, why: 'NEVER_GRANTED' });
    await register(husbandId);
    for (const personId of [wifeId, husbandId]) await inTime(async () => (await assistance(personId)).available);
    expect(await assistance(wifeId)).toMatchObject({ fund: 'BUDGET', rule: 'ENT-ASSISTANCE-FAMILY' });
    await hire(husband);
    for (const personId of [wifeId, husbandId]) await inTime(async () => !(await assistance(personId)).available);
    expect(await assistance(wifeId)).toMatchObject({ withdrawn: { reason: 'NO_LONGER_QUALIFIES' } });
    expect(await assistance(husbandId)).toMatchObject({ withdrawn: { reason: 'HIRED' } });
  });

  it('loses assistance with who moves out of it', async () => {
    const [mother, son] = [await enrol(bornOn('1996-05-06')), await enrol(bornOn('2008-05-06'))];
    const at = await formed(mother);
    await post(clerk, `${at}/members`, { personId: son, relation: 'CHILD', capacity: 'ABLE' });
    const registration = await register(son);
    await register(mother);
    const assisted = async () => {
      const { body } = await get(clerk, `/unemployment-registrations/${registration.body.id}`);
      return body.entitlements.some((it: { rule: string }) => it.rule === 'ENT-ASSISTANCE-FAMILY');
    };
    await inTime(assisted);
    await post(clerk, `${at}/members/${son}/departure`, { reason: 'MOVED_OUT' });
    await inTime(async () => !(await assisted()));
  });

  it('stays without employment while a member earns a little by casual work; a business of hers ends it', async () => {
    const personId = await enrol();
    const registration = await register(personId);
    const at = await formed(personId);
    await inTime(() => zero(at));
    const work = async (more: object): Promise<string> => {
      const { status, body } = await post(jobseeker(personId), '/employments/own-work', {
        ...{ personId, occupation: '4-03-02-01', division: '449902001', startDate: '2026-03-02', ...more },
      });
      expect([status, body.code]).toEqual([201, undefined]);
      return body.id;
    };
    const casual = await work({ kind: 'FLEXIBLE', steadyEarnings: false });
    const positions = run().platform.mongo.collection<{ _id: string }>('inbox_positions');
    await inTime(
      async () => (await positions.findOne({ _id: `registration|registration.employment/${casual}` })) !== null,
    );
    expect(await zero(at)).toBe(true);
    const { body } = await get(clerk, `/unemployment-registrations/${registration.body.id}`);
    expect(body.status).toBe('REGISTERED');
    await work({ kind: 'SELF_EMPLOYED', steadyEarnings: true, licence: '91440300708461136T' });
    await inTime(async () => !(await zero(at)));
  });

  it('has each person once in the city: of many desks at once one wins, the others are told where she is', async () => {
    const personId = await enrol();
    const homes = await Promise.all(Array.from({ length: 2 }, async () => formed(await enrol())));
    const answers = await Promise.all([
      ...homes.map((at) => post(clerk, `${at}/members`, { personId, relation: 'CHILD', capacity: 'ABLE' })),
      post(otherClerk, '/households', { division: HOME, head: personId, capacity: 'ABLE' }),
    ]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(2);
    const { items } = (await get(clerk, `/households?personId=${personId}`)).body;
    expect(items).toHaveLength(1);
    for (const { body } of refused)
      expect([body.code, body.context.householdId]).toEqual(['registration.in-a-household', items[0].id]);
  });

  it('may be joined anew by who has left, or whose household was dissolved', async () => {
    const [head, child] = [await enrol(), await enrol()];
    const at = await formed(head);
    await post(clerk, `${at}/members`, { personId: child, relation: 'CHILD', capacity: 'ABLE' });
    expect((await post(clerk, `${at}/members/${child}/departure`, { reason: 'MARRIED' })).status).toBe(200);
    await formed(child);
    expect((await post(clerk, `${at}/dissolution`, { reason: 'MOVED_AWAY' })).body.status).toBe('DISSOLVED');
    await formed(head);
  });

  it('is written in its own division and read in the whole city', async () => {
    const at = await formed(await enrol());
    expect((await post(southClerk, `${at}/dissolution`, { reason: 'MOVED_AWAY' })).status).toBe(403);
    expect((await get(southClerk, at)).status).toBe(200);
    expect((await post(clerk, `${at}/relocation`, { division: '449903001001' })).body.division).toBe('449903001001');
    expect((await post(clerk, `${at}/relocation`, { division: HOME })).status).toBe(403);
    expect((await post(southClerk, `${at}/relocation`, { division: HOME })).status).toBe(200);
  });

  it.each([
    ['a head who is below working age but able', { capacity: 'MINOR' }, 'registration.capacity-belied'],
    ['a head of a future', { on: '2026-03-04' }, 'registration.date-in-future'],
    ['a home in another division', { division: '449903001001' }, 'registration.not-your-division'],
    ['a home in another city', { division: '110101001' }, 'registration.not-your-division'],
    ['a home nowhere', { division: '449902001999' }, 'request.invalid'],
    ['a capacity that is none', { capacity: 'LAZY' }, 'request.invalid'],
    ['a day that is none', { on: '2026-02-29' }, 'request.invalid'],
    ['nobody as its head', { head: NOTHING }, 'record.not-found'],
  ])('with %s is not registered', async (_, more, code) => {
    const head = await anybody();
    const answer = await post(clerk, '/households', { division: HOME, head, capacity: 'ABLE', ...more });
    expect([answer.status < 500, answer.body.code]).toEqual([true, code]);
    expect((await get(clerk, `/households?personId=${head}`)).body.items).toEqual([]);
  });
  it('is not listed for the whole city', async () => {
    expect((await get(clerk, '/households?zeroEmployment=true')).body.code).toBe('registration.too-broad');
  });
  it('with a child of fifteen counts it as a minor, and of sixteen as able', async () => {
    const child = (birth: string) => enrol(bornOn(birth));
    const at = await formed(await enrol());
    const add = (personId: string, capacity: string) =>
      post(clerk, `${at}/members`, { personId, relation: 'CHILD', capacity });
    const [fifteen, sixteen] = [await child('2010-03-04'), await child('2010-03-03')];
    expect((await add(fifteen, 'ABLE')).body.code).toBe('registration.capacity-belied');
    expect((await add(fifteen, 'MINOR')).status).toBe(200);
    expect((await add(sixteen, 'MINOR')).body.code).toBe('registration.capacity-belied');
    expect((await add(sixteen, 'ABLE')).status).toBe(200);
  });
});
