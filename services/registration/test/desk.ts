import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Actor, Role } from '@zhiqiao/domain';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { creditCodeFor, eventually, fixedClock, idNumber, uuid7 } from '@zhiqiao/testing';
import { service } from '../src/service.ts';

export type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
export const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
export const otherClerk: Someone = { ...clerk, id: 'clerk-2' };
export const southClerk: Someone = { ...clerk, id: 'clerk-3', division: '449903' };
export const manager: Someone = { ...clerk, id: 'manager-1', roles: ['manager'] };
export const machine: Someone = { id: 'training', roles: ['service'] };
export const employer: Someone = { id: 'employer', roles: ['employer'], orgId: creditCodeFor(30_000_001) };
export const jobseeker = (personId: string): Someone => ({
  id: `account-of-${personId}`,
  roles: ['jobseeker'],
  personId,
});

export const HOME = '449902001001';
export const NOTHING = 'no-such-person';
export const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 30_000 });

let born = 0;
/** Everybody differs in name, phone and ID number, unless it is said otherwise. */
export const somebody = (more: { name?: string; phone?: string; idNumber?: string } = {}) => {
  const n = ++born;
  const name = `王${String.fromCharCode(0x4e00 + n * 7)}`;
  return { name, phone: `1380000${String(n).padStart(4, '0')}`, idNumber: idNumber('1980-05-06', n), ...more };
};
export const bornOn = (birth: string) => ({ ...somebody(), idNumber: idNumber(birth, ++born) });
export type Whom = ReturnType<typeof somebody>;

/** Registration on real servers, and what people do at its desks. */
export const openDesk = (today: string) => {
  const clock = fixedClock(today);
  let run: TestRun;
  beforeAll(async () => {
    run = await startForTest(service, { clock });
  });
  afterAll(() => run.drop());

  const headers = { 'x-purpose': 'people at the desk' };
  const post = (actor: Someone, path: string, body: object = {}, key = uuid7()) =>
    run.send(actor, 'POST', path, { body, headers: { ...headers, 'idempotency-key': key } });
  const get = (actor: Someone, path: string, purpose = headers['x-purpose']) =>
    run.send(actor, 'GET', path, { headers: { 'x-purpose': purpose } });

  const enrol = async (who = somebody(), more: object = {}): Promise<string> => {
    const { status, body } = await post(clerk, '/people', { ...who, residence: HOME, ...more });
    expect([status, body.code]).toEqual([200, undefined]);
    return body.personId;
  };
  /** The same somebody for all who ask. */
  let anyone: Promise<string> | undefined;
  return {
    clock,
    run: () => run,
    post,
    get,
    enrol,
    anybody() {
      anyone ??= enrol();
      return anyone;
    },
    register: (personId: string, more: object = {}, actor = clerk) =>
      post(actor, '/unemployment-registrations', {
        personId,
        category: 'EMPLOYED_TO_UNEMPLOYED',
        residence: HOME,
        education: '70',
        occupationsWanted: ['4-03-02-01'],
        statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
        ...more,
      }),
    hire: ({ name, idNumber }: Pick<Whom, 'name' | 'idNumber'>, more: object = {}, actor = employer) =>
      post(actor, '/employments', {
        person: { name, idNumber },
        occupation: '6-05-01-03',
        division: '449902001',
        startDate: '2026-03-01',
        ...more,
      }),
    search: async (idNumber: string): Promise<string> =>
      (await post(clerk, '/people/search', { idNumber })).body.personId,
  };
};
