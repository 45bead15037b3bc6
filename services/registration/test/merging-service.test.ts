import { describe, expect, it } from '@jest/globals';
import { enrolmentEvents } from '@zhiqiao/domain';
import { clerk, employer, HOME, inTime, jobseeker, manager, NOTHING, openDesk, somebody, type Whom } from './desk.ts';
import { openNeighbours } from './neighbours.ts';

const { clock, enrol, get, hire, post, register, run, search } = openDesk('2026-03-02T09:00:00+08:00');
const { enrolment, tell } = openNeighbours(run, clock);
const otherManager = { ...manager, id: 'manager-2' };
const suspicionsOf = async (personId: string) =>
  (await get(clerk, '/suspicions?limit=200')).body.items.filter((it: { persons: string[] }) =>
    it.persons.includes(personId),
  );

describe('two persons who may be one', () => {
  it('are noticed by name and birth date or by phone, without a word of who they are', async () => {
    const who = somebody();
    const personId = await enrol(who);
    const sameName = await enrol({ ...somebody(), name: who.name });
    const samePhone = await enrol({ ...somebody(), phone: who.phone });
    const found = await suspicionsOf(personId);
    expect(found.map((it: { persons: string[]; signals: string[] }) => [it.persons, it.signals]).sort()).toEqual(
      [
        [[personId, sameName].sort(), ['NAME_AND_BIRTH_DATE']],
        [[personId, samePhone].sort(), ['PHONE']],
      ].sort(),
    );
    expect(JSON.stringify(found)).not.toContain(who.name);
    expect((await get(jobseeker(personId), '/suspicions')).status).toBe(403);
    await enrol(who);
    expect(await suspicionsOf(personId)).toHaveLength(2);
  });
  it('are noticed when both are enrolled at the same moment', async () => {
    const { name } = somebody();
    const both = await Promise.all([enrol({ ...somebody(), name }), enrol({ ...somebody(), name })]);
    expect((await suspicionsOf(both[0])).map((it: { persons: string[] }) => it.persons)).toEqual([both.toSorted()]);
  });
  it('through a phone that many share are not', async () => {
    const phone = '13999999999';
    for (let n = 0; n < 7; n++) await enrol({ ...somebody(), phone });
    expect(await suspicionsOf(await enrol({ ...somebody(), phone }))).toEqual([]);
  });

  const twins = async () => {
    const [one, other] = [somebody(), somebody()];
    const [survivor, merged] = [await enrol(one), await enrol(other)];
    const { body } = await post(clerk, '/suspicions', { persons: [merged, survivor] });
    expect(body).toMatchObject({ status: 'OPEN', signals: ['OFFICER'] });
    return { one, other, survivor, merged, at: `/suspicions/${encodeURIComponent(body.id)}` };
  };
  const merge = async ({ at, survivor }: { at: string; survivor: string }) => {
    await post(clerk, `${at}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    expect((await post(manager, `${at}/merge`)).body).toMatchObject({ status: 'MERGED' });
  };
  const mergedTwins = async () => {
    const two = await twins();
    await merge(two);
    return two;
  };

  it('are merged by two officers, and the one answers for both', async () => {
    const { one, other, survivor, merged, at } = await twins();
    const job = await hire(other);
    expect((await post(manager, `${at}/merge`)).body).toMatchObject({
      code: 'registration.not-possible',
      context: { possible: ['merge-proposal', 'dismissal'] },
    });
    await post(manager, `${at}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    expect((await post(manager, `${at}/merge`)).body.code).toBe('registration.own-proposal');
    expect((await post(clerk, `${at}/merge`)).status).toBe(403);
    expect((await post({ ...manager, id: 'manager-2' }, `${at}/merge`)).body.status).toBe('MERGED');

    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(survivor);
    expect(await search(other.idNumber)).toBe(survivor);
    expect(await search(one.idNumber)).toBe(survivor);
    for (const id of [survivor, merged]) {
      const { body } = await get(clerk, `/people/${id}/file`);
      expect(body).toMatchObject({ person: { personId: survivor }, formerIds: [merged] });
      expect(body.employments.map((it: { id: string }) => it.id)).toEqual([job.body.id]);
    }
    const byFormerNumber = await post(clerk, '/people/file', { idNumber: other.idNumber });
    expect(byFormerNumber.body).toEqual((await get(clerk, `/people/${survivor}/file`)).body);
    // Signed in under her old id she is who she is.
    expect((await get(jobseeker(merged), `/people/${survivor}/file`)).body.person.personId).toBe(survivor);
    expect((await get(jobseeker(NOTHING), `/people/${survivor}/file`)).status).toBe(403);
    expect(await enrol(other)).toBe(survivor);
  });

  it('are split again by two officers, and both are whole', async () => {
    const { other, survivor, merged, at } = await mergedTwins();
    await post(clerk, `${at}/split-proposal`, { ground: 'DIFFERENT_PEOPLE' });
    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(survivor);
    expect((await post(manager, `${at}/split`)).body.status).toBe('DISMISSED');
    for (const id of [survivor, merged]) {
      const { body } = await get(clerk, `/people/${id}/file`);
      expect(body).toMatchObject({ person: { personId: id }, formerIds: [] });
    }
    expect(await search(other.idNumber)).toBe(merged);
  });

  it('stay two while something stands open that belongs to the survivor, who can be either', async () => {
    const { one, other, survivor, merged, at } = await twins();
    await register(merged);
    await hire(one);
    await post(clerk, '/employment-certificates', { personId: merged });
    await post(clerk, '/households', { division: HOME, head: merged, capacity: 'ABLE' });
    await post(clerk, `${at}/merge-proposal`, { survivor, ground: 'TWO_ID_NUMBERS' });
    const { status, body } = await post(manager, `${at}/merge`);
    expect([status, body.code]).toEqual([409, 'registration.merge-blocked']);
    const whats = (answer: { context: { obstacles: { what: string }[] } }) =>
      answer.context.obstacles.map(({ what }) => what);
    expect(whats(body)).toEqual(['REGISTRATION', 'CERTIFICATE', 'HOUSEHOLD']);
    await post(clerk, `${at}/refusal`);
    await post(clerk, `${at}/merge-proposal`, { survivor: merged, ground: 'TWO_ID_NUMBERS' });
    expect(whats((await post(manager, `${at}/merge`)).body)).toEqual(['WORK_AND_REGISTRATION']);
    await hire(other);
    const again = (await post(manager, `${at}/merge`)).body;
    expect(whats(again)).toContain('SAME_EMPLOYER');
    expect((await get(clerk, `/people/${merged}`)).body.personId).toBe(merged);
  });

  it('who are one already are not merged into a third under the id that is gone', async () => {
    const { survivor, merged } = await mergedTwins();
    const third = await enrol();
    const raised = await post(clerk, '/suspicions', { persons: [merged, third] });
    const at = `/suspicions/${encodeURIComponent(raised.body.id)}`;
    await post(clerk, `${at}/merge-proposal`, { survivor: third, ground: 'TWO_ID_NUMBERS' });
    const { body } = await post(manager, `${at}/merge`);
    expect([body.code, body.context.persons]).toEqual(['registration.merged-already', [third, survivor]]);
  });

  it('who were merged into somebody who was merged in turn are found through both', async () => {
    const { survivor, merged } = await mergedTwins();
    const third = await enrol();
    const { body } = await post(clerk, '/suspicions', { persons: [survivor, third] });
    const at = `/suspicions/${encodeURIComponent(body.id)}`;
    await post(clerk, `${at}/merge-proposal`, { survivor: third, ground: 'TWO_ID_NUMBERS' });
    await post(manager, `${at}/merge`);
    for (const id of [merged, survivor, third]) expect((await get(clerk, `/people/${id}`)).body.personId).toBe(third);
  });

  describe('merged', () => {
    const registration = async (id: string) => (await get(clerk, `/unemployment-registrations/${id}`)).body;
    const ownWork = (personId: string, actor = clerk) =>
      post(actor, '/employments/own-work', {
        ...{ kind: 'FLEXIBLE', personId, occupation: '4-03-02-01', division: '449902001' },
        ...{ startDate: '2026-03-01', steadyEarnings: true },
      });
    const outOfWork = { reason: 'ECONOMIC_LAYOFF', endedOn: '2026-03-02' };

    it('a hiring under the former ID number ends the registration, as own work under the former id does', async () => {
      for (const work of [
        ({ other }: { other: Whom }) => hire(other),
        ({ merged }: { merged: string }) => ownWork(merged),
      ]) {
        const two = await mergedTwins();
        const { body } = await register(two.merged);
        expect(body).toMatchObject({ status: 'REGISTERED', personId: two.survivor });
        expect((await register(two.survivor)).body.code).toBe('registration.already-registered');
        expect((await work(two)).body).toMatchObject({ status: 'OPEN', personId: two.survivor });
        await inTime(async () => (await registration(body.id)).status === 'CLOSED');
      }
    });

    it('what stands open under the former id is not filed again under the other', async () => {
      const two = await twins();
      const [job, own] = [await hire(two.other), await ownWork(two.merged)];
      await merge(two);
      const again = [
        await hire(two.one),
        await hire(two.other),
        await ownWork(two.survivor),
        await ownWork(two.merged),
      ];
      expect(again.map(({ body }) => [body.code, body.context.employmentId])).toEqual([
        ...Array(2).fill(['registration.already-employed', job.body.id]),
        ...Array(2).fill(['registration.already-own-work', own.body.id]),
      ]);
    });

    it('an end of work under the former id offers her a registration, and hers settles it', async () => {
      const two = await twins();
      const job = await hire(two.other);
      await merge(two);
      const ended = await post(employer, `/employments/${job.body.id}/termination`, outOfWork);
      expect(ended.status).toBe(200);
      const offer = async () => (await get(jobseeker(two.survivor), `/employments/${job.body.id}`)).body.offer;
      expect(await offer()).toBeDefined();
      await register(two.survivor);
      await inTime(async () => (await offer()) === undefined || undefined);
    });

    it('an end of work is not offered to who is registered under the other id', async () => {
      const two = await mergedTwins();
      const job = await hire(two.other);
      await post(employer, `/employments/${job.body.id}/termination`, outOfWork);
      expect((await register(two.survivor)).body.status).toBe('REGISTERED');
      expect(
        (await get(employer, `/employments?status=OPEN`)).body.items.map((it: { id: string }) => it.id),
      ).not.toContain(job.body.id);
    });

    it('a token of either id reaches the records of both, and a split restores each her own', async () => {
      const two = await twins();
      const job = await hire(two.other);
      await post(employer, `/employments/${job.body.id}/termination`, outOfWork);
      await merge(two);
      const { body } = await register(two.merged, {}, jobseeker(two.merged));
      expect(body).toMatchObject({ status: 'REGISTERED', personId: two.survivor });
      const [of, work] = [`/unemployment-registrations/${body.id}`, `/employments/${job.body.id}`];
      for (const her of [jobseeker(two.survivor), jobseeker(two.merged)]) {
        expect([(await get(her, of)).status, (await get(her, work)).status]).toEqual([200, 200]);
        expect((await post(her, `${of}/confirmation`)).status).toBe(200);
        const ids = async (path: string) => (await get(her, path)).body.items.map((it: { id: string }) => it.id);
        expect(await ids('/unemployment-registrations')).toEqual([body.id]);
        expect(await ids('/employments')).toEqual([job.body.id]);
      }
      const stranger = jobseeker(await enrol());
      expect([(await get(stranger, of)).status, (await get(stranger, work)).status]).toEqual([403, 403]);

      await post(clerk, `${two.at}/split-proposal`, { ground: 'DIFFERENT_PEOPLE' });
      expect((await post(manager, `${two.at}/split`)).body.status).toBe('DISMISSED');
      const reached = async (personId: string) =>
        Promise.all([of, work].map(async (path) => (await get(jobseeker(personId), path)).status));
      // What came under the survivor in between stays hers; what stood under the other id is the other's again.
      expect(await reached(two.survivor)).toEqual([200, 403]);
      expect(await reached(two.merged)).toEqual([403, 200]);
      expect((await hire(two.other)).body.personId).toBe(two.merged);
      expect((await registration(body.id)).status).toBe('REGISTERED');
    });

    it('a course that she begins, or a referral that she takes, under the former id is contact of hers', async () => {
      const two = await mergedTwins();
      const { body } = await register(two.survivor);
      const { TraineeEnrolled: course } = enrolmentEvents.examples;
      await tell(enrolment, `of-${body.id}`, { type: 'TraineeEnrolled', data: { ...course, personId: two.merged } });
      await inTime(async () => (await registration(body.id)).lastContact.what === 'SERVICE_USED');
    });

    it('a closing under the former id that an appeal reverses is the survivor’s registration again', async () => {
      const two = await twins();
      const { body } = await register(two.merged);
      await post(clerk, `/unemployment-registrations/${body.id}/closure`, { reason: 'OTHER' });
      await merge(two);
      await post(jobseeker(two.survivor), `/unemployment-registrations/${body.id}/appeal`, { way: 'OBJECTION' });
      const restored = await post(otherManager, `/unemployment-registrations/${body.id}/appeal/decision`, {
        outcome: 'REVERSED',
      });
      expect(restored.body).toMatchObject({ status: 'REGISTERED', personId: two.survivor });
      expect((await register(two.merged)).body).toMatchObject({
        code: 'registration.already-registered',
        context: { registrationId: body.id },
      });
    });
  });

  it.each([
    ['of one person and herself', { persons: ['a', 'a'] }, 422],
    ['of one', { persons: ['a'] }, 422],
    ['of nobody', { persons: [NOTHING, 'neither'] }, 404],
  ])('a suspicion %s is refused', async (_, body, status) => {
    expect((await post(clerk, '/suspicions', body)).status).toBe(status);
  });
});
