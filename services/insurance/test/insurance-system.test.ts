import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { people, type ServiceProcess, startProcess } from '@zhiqiao/testing';
import { httpInsuranceSystem } from '../src/adapters/insurance-system/http.ts';
import { loadMapping } from '../src/adapters/insurance-system/mapping.ts';

const SECRET = 'a secret of the two systems';
const { idNumber } = people.limei;

let double: ServiceProcess;
const settings = { secret: SECRET, deadlineMs: 1500, mapping: loadMapping(), circuitAfter: 100 };
const systemWith = (secret: string) => httpInsuranceSystem({ ...settings, url: double.url, secret });
const steer = (path: string, body: object) =>
  fetch(`${double.url}/double/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const know = (facts: object) => steer(`persons/${idNumber}`, facts);
const claimsMade = async () =>
  ((await (await fetch(`${double.url}/double/claims`)).json()) as { items: { reference: string }[] }).items;
let calls = 0;
const claimCall = () => {
  calls += 1;
  return { key: `registration-${calls}/claim`, reference: `registration-${calls}`, idNumber, from: '2026-03-02' };
};

beforeAll(async () => {
  double = await startProcess('services/insurance-double/src/main.ts', { INSURANCE_SECRET: SECRET });
});
afterAll(() => double.kill());
beforeEach(async () => {
  await steer('faults', { mode: 'none' });
  await know({ contributionMonths: 264 });
});

describe('the unemployment-insurance system over HTTP', () => {
  it('grants, and stops with the months paid', async () => {
    const system = systemWith(SECRET);
    const answer = await system.claim(claimCall());
    expect(answer).toMatchObject({ outcome: 'GRANTED', months: 24, monthlyFen: 187_200, contributionMonths: 264 });
    const claimNumber = 'claimNumber' in answer ? answer.claimNumber : '';
    const stop = { key: `${claimNumber}/stop`, claimNumber, reason: 'HIRED', on: '2026-05-10', mode: 'STOP' } as const;
    expect(await system.stop(stop)).toEqual({ outcome: 'STOPPED', on: '2026-05-10', monthsPaid: 3 });
  });

  it('refuses with its code', async () => {
    await know({ contributionMonths: 5 });
    expect(await systemWith(SECRET).claim(claimCall())).toMatchObject({ outcome: 'REFUSED', reason: 'UNDER_ONE_YEAR' });
  });

  it('answers later what it has to review', async () => {
    await know({ contributionMonths: 60, reviews: 1 });
    const answer = await systemWith(SECRET).claim(claimCall());
    expect(answer.outcome).toBe('PENDING');
    const number = 'claimNumber' in answer ? answer.claimNumber : '';
    expect(await systemWith(SECRET).claimStatus(number)).toMatchObject({ outcome: 'GRANTED', months: 6 });
  });

  it('says who was insured', async () => {
    await know({ contributionMonths: 1, employments: [{ employer: '91440300708461136T', from: '2026-06' }] });
    const question = { idNumber, employerId: '91440300708461136T' };
    expect(await systemWith(SECRET).insured({ ...question, month: '2026-07' })).toEqual({
      outcome: 'KNOWN',
      insured: true,
    });
    expect(await systemWith(SECRET).insured({ ...question, month: '2026-05' })).toEqual({
      outcome: 'KNOWN',
      insured: false,
    });
  });

  it.each([
    ['error500', 'SYS-0500'],
    ['timeout', 'TIMEOUT'],
    ['ok-with-error', 'SYS-9001'],
    ['late', 'TIMEOUT'],
    ['half', 'CONNECTION'],
  ])('fault %s is the passing failure %s; the same call again leads to one claim', async (mode, problem) => {
    await steer('faults', { mode, ms: 2500 });
    const call = claimCall();
    expect(await systemWith(SECRET).claim(call)).toEqual({ outcome: 'FAILED', problem, permanent: false });
    expect(await systemWith(SECRET).claim(call)).toMatchObject({ outcome: 'GRANTED' });
    expect((await claimsMade()).filter(({ reference }) => reference === call.reference)).toHaveLength(1);
  });

  it('is only slow within the deadline', async () => {
    await steer('faults', { mode: 'slow', ms: 200 });
    expect(await systemWith(SECRET).claim(claimCall())).toMatchObject({ outcome: 'GRANTED' });
  });

  it('a forged signature and an unknown claim are failures for good', async () => {
    expect(await systemWith('a wrong secret').claim(claimCall())).toEqual({
      outcome: 'FAILED',
      problem: 'SIGNATURE',
      permanent: true,
    });
    expect(await systemWith(SECRET).claimStatus('SY-none')).toMatchObject({ problem: 'NO_CLAIM', permanent: true });
  });

  it('nobody there is a passing failure', async () => {
    const nowhere = httpInsuranceSystem({ ...settings, url: 'http://127.0.0.1:1' });
    expect(await nowhere.claimStatus('SY1')).toEqual({ outcome: 'FAILED', problem: 'CONNECTION', permanent: false });
  });
});
