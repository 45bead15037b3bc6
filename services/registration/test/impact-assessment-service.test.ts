import { describe, expect, it } from '@jest/globals';
import { clerk, inTime, manager, openDesk } from './desk.ts';

const { clock, get, post } = openDesk('2026-03-02T09:00:00+08:00');
const otherManager = { ...manager, id: 'manager-2' };
const content = {
  ...{ grounds: ['AUTOMATED_DECISION'], basis: 'STATUTORY_DUTY', necessary: true, harms: ['DISCRIMINATION'] },
  ...{ risk: 'MEDIUM', measures: ['EXPLAINED', 'HUMAN_REVIEW'], remaining: 'LOW', documentNo: 'PIA-1' },
};
const at = (processing: string, step = 'assessment') => `/impact-assessments/${processing}/${step}`;
const inRegister = async (processing: string) =>
  (await get(manager, '/impact-assessments')).body.items.find(
    (it: { processing: string }) => it.processing === processing,
  );

describe('the register of impact assessments', () => {
  it('tells the managers what is missing, what holds and what is due for review', async () => {
    const missing = (await get(manager, '/impact-assessments')).body.items;
    expect(missing.map((it: { processing: string }) => it.processing)).toEqual(
      expect.arrayContaining(['IDENTITY_VAULT', 'RECOMMENDATION', 'INSURANCE_EXCHANGE', 'NEIGHBOUR_FEEDS']),
    );
    expect(missing.every((it: { status: string }) => it.status === 'MISSING')).toBe(true);
    expect((await get(clerk, '/impact-assessments')).status).toBe(403);

    const drafted = await post(manager, at('RECOMMENDATION'), content);
    expect(drafted.body).toMatchObject({ status: 'MISSING', draft: { edition: 1, draftedBy: 'manager-1' } });
    expect((await post(manager, at('RECOMMENDATION', 'approval'))).body.code).toBe('registration.own-proposal');
    expect((await post(otherManager, at('RECOMMENDATION', 'approval'))).body).toMatchObject({
      status: 'VALID',
      current: { approvedOn: '2026-03-02', keptUntil: '2029-03-02', decision: { outcome: 'accept' } },
    });
    expect(await inRegister('RECOMMENDATION')).toMatchObject({ status: 'VALID', required: true });

    clock.set('2027-03-03T09:00:00+08:00');
    await inTime(async () => (await inRegister('RECOMMENDATION')).status === 'DUE');
    await post(otherManager, at('RECOMMENDATION'), { ...content, documentNo: 'PIA-2' });
    await post(manager, at('RECOMMENDATION', 'approval'));
    expect(await inRegister('RECOMMENDATION')).toMatchObject({ status: 'VALID', current: { edition: 2 } });
    expect((await get(manager, at('RECOMMENDATION', 'editions'))).body.items).toMatchObject([
      { edition: 1, documentNo: 'PIA-1' },
      { edition: 2, documentNo: 'PIA-2' },
    ]);
  });

  it('keeps what was assessed without being asked for, and refuses what it does not know', async () => {
    expect(await inRegister('WHOLE_FILE')).toBeUndefined();
    await post(manager, at('WHOLE_FILE'), content);
    expect(await inRegister('WHOLE_FILE')).toMatchObject({ required: false, status: 'MISSING' });
    expect((await post(manager, at('ASTROLOGY'), content)).status).toBe(422);
    expect((await post(manager, at('NEIGHBOUR_FEEDS', 'approval'))).status).toBe(404);
  });

  it('is begun once, when two begin it at the same moment', async () => {
    const answers = await Promise.all(
      [manager, otherManager].map((actor) => post(actor, at('IDENTITY_VAULT'), content)),
    );
    expect(answers.map(({ status, body }) => [status, body.draft.edition])).toEqual([
      [200, 1],
      [200, 1],
    ]);
  });
});
