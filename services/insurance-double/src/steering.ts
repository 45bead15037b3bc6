import { Router } from 'express';
import { z } from 'zod';
import type { callbacks } from './callbacks.ts';
import { fault, type faults } from './faults.ts';
import { MAGIC } from './magic.ts';
import { type Claim, decided, type Person, person, resumed, stopped } from './rules.ts';
import type { State } from './state.ts';

const day = z.iso.date();
const clock = z.strictObject({ today: day });
/** What an officer of the system does to a claim by himself. */
const act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('DECIDE') }),
  z.strictObject({ act: z.enum(['SUSPEND', 'STOP']), reason: z.string().regex(/^[\w.-]{1,60}$/), on: day }),
  z.strictObject({ act: z.literal('RESUME') }),
]);

/** What tests, the journey and integrators steer the system by. */
export const steering = (parts: {
  state: State;
  save(): void;
  keep(claim: Claim): Claim;
  known(idNumber: string): Person | undefined;
  told: ReturnType<typeof callbacks>;
  misbehaviour: ReturnType<typeof faults>;
  /** Undefined where no folder is agreed on. */
  readFiles(): object | undefined;
}) => {
  const { state, told, misbehaviour } = parts;
  const router = Router();

  /** Keeps what an officer made of the claim and tells the gateway, if it changed. */
  const change = (claim: Claim, next: Claim) => {
    if (next.status !== claim.status) told.tell(claim.reference, [signalOf(claim, next, state.today)]);
    const kept = parts.keep(next);
    void told.flush();
    return kept;
  };

  router.put('/persons/:idNumber', (req, res) => {
    state.persons[req.params.idNumber] = person.parse(req.body);
    parts.save();
    res.json(state.persons[req.params.idNumber]);
  });
  router.get('/magic', (_req, res) => {
    res.json({ items: Object.entries(MAGIC).map(([idNumber, { about }]) => ({ idNumber, about })) });
  });
  router.get('/claims', (_req, res) => res.json({ items: Object.values(state.claims) }));
  router.get('/skill-subsidies', (_req, res) => res.json({ items: Object.values(state.subsidies) }));
  router.put('/claims/:number', (req, res) => {
    const claim = state.claims[req.params.number];
    if (!claim) return res.status(404).json({ code: 'NO_CLAIM', message: '没有这笔申领' });
    return res.json(change(claim, acted(claim, act.parse(req.body), parts.known(claim.idNumber))));
  });
  router.get('/clock', (_req, res) => res.json({ today: state.today }));
  router.put('/clock', (req, res) => {
    const { today } = clock.parse(req.body);
    if (state.today && today < state.today)
      return res.status(409).json({ code: 'CLOCK_BACKWARDS', message: `时钟只能向前：现为 ${state.today}` });
    state.today = today;
    for (const claim of Object.values(state.claims)) change(claim, claim);
    pay(state, today);
    void told.flush();
    parts.save();
    return res.json({ today });
  });
  router.get('/callbacks', (_req, res) => res.json({ items: state.callbacks }));
  router.post('/files', (_req, res) => res.json(parts.readFiles() ?? { read: 0, written: 0 }));
  router.put('/faults', (req, res) => {
    misbehaviour.set(fault.parse(req.body));
    res.json(misbehaviour.get());
  });
  return router;
};

/** Subsidies are paid when the clock is set. */
const pay = ({ subsidies }: State, on: string) => {
  for (const [i, subsidy] of Object.values(subsidies).entries())
    subsidy.paid ??= { on, receipt: `BT${String(i + 1).padStart(8, '0')}` };
};

const acted = (claim: Claim, asked: z.output<typeof act>, known: Person | undefined): Claim => {
  switch (asked.act) {
    case 'DECIDE':
      return decided({ ...claim, reviewsLeft: 0 }, known);
    case 'RESUME':
      return resumed(claim);
    case 'SUSPEND':
    case 'STOP': {
      const { act: mode, reason, on } = asked;
      return claim.status === 'GRANTED' || claim.status === 'SUSPENDED' ? stopped(claim, { mode, reason, on }) : claim;
    }
  }
};

const signalOf = (before: Claim, claim: Claim, today = new Date().toISOString().slice(0, 10)) => {
  const { claimNumber, status, months, monthlyFen, from, contributionMonths, refusal, stop } = claim;
  if (status === 'REFUSED') return { status, claimNumber, code: refusal!.code };
  if (stop) return { status, claimNumber, on: stop.on, reason: stop.reason, monthsPaid: stop.monthsPaid };
  return before.status === 'SUSPENDED' || before.status === 'STOPPED'
    ? { status: 'RESUMED', claimNumber, on: today }
    : { status, claimNumber, months, monthlyFen, from, contributionMonths };
};
