import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { answerWith, type Fault, fault, faults } from './faults.ts';
import { MAGIC } from './magic.ts';
import {
  type Answer,
  type Claim,
  claimRequest,
  decided,
  insured,
  insuredRequest,
  person,
  stopped,
  stopRequest,
} from './rules.ts';
import { isSigned } from './signature.ts';
import { openState } from './state.ts';

type Signed = Request<{ number: string }> & { raw?: string };

/** The system over HTTP: what the city's gateway calls, and under `/double` what tests and the journey steer it by. */
export const createDouble = ({ secret, file }: { secret: string; file?: string | undefined }) => {
  const { state, save } = openState(file);
  const misbehaviour = faults();
  const app = express();
  app.disable('x-powered-by');
  app.use(
    express.json({
      verify: (req: Signed, _res, raw) => {
        req.raw = raw.toString();
      },
    }),
  );

  /** What was told of a person counts before what her number says. */
  const known = (idNumber: string) => state.persons[idNumber] ?? MAGIC[idNumber]?.knows;
  const faultFor = (idNumber: string): Fault =>
    MAGIC[idNumber]?.silent && !state.persons[idNumber] ? { mode: 'timeout', ms: 0, for: 1 } : misbehaviour.take();

  const signed = (req: Signed, res: Response, next: NextFunction) => {
    const ok = isSigned(
      secret,
      {
        method: req.method,
        path: req.originalUrl,
        timestamp: req.get('x-timestamp') ?? '',
        signature: req.get('x-signature') ?? '',
        body: req.raw ?? '',
      },
      Date.now(),
    );
    if (ok) next();
    else res.status(401).json({ code: 'SIGNATURE', message: '签名无效' });
  };

  /** The same key gets the same answer, and acts once. */
  const once = (req: Signed, act: () => Answer): Answer => {
    const key = req.get('idempotency-key');
    if (!key) return { status: 400, body: { code: 'KEY_MISSING', message: '缺少 Idempotency-Key' } };
    const request = `${req.method} ${req.originalUrl} ${req.raw}`;
    const before = state.answers[key];
    if (before?.request === request) return before.answer;
    if (before) return { status: 422, body: { code: 'KEY_REUSED', message: 'Idempotency-Key 已用于另一请求' } };
    const answer = act();
    state.answers[key] = { request, answer };
    save();
    return answer;
  };

  const look = (claim: Claim): Answer => {
    const next = decided(claim, known(claim.idNumber));
    state.claims[claim.claimNumber] = next;
    save();
    return { status: next.status === 'PENDING' ? 202 : 200, body: claimBody(next) };
  };

  app.post('/claims', signed, (req: Signed, res) => {
    const { reference, idNumber, from } = claimRequest.parse(req.body);
    const claim = () => {
      const claimNumber = `SY${String(Object.keys(state.claims).length + 1).padStart(8, '0')}`;
      const reviewsLeft = known(idNumber)?.reviews ?? 0;
      return look({ claimNumber, reference, idNumber, from, reviewsLeft, status: 'PENDING' });
    };
    return answerWith(faultFor(idNumber), () => once(req, claim), res);
  });

  const withClaim = (req: Signed, act: (claim: Claim) => Answer): Answer => {
    const claim = state.claims[req.params.number];
    return claim ? act(claim) : { status: 404, body: { code: 'NO_CLAIM', message: '没有这笔申领' } };
  };

  app.get('/claims/:number', signed, (req: Signed, res) =>
    answerWith(misbehaviour.take(), () => withClaim(req, look), res),
  );

  app.post('/claims/:number/stop', signed, (req: Signed, res) => {
    const request = stopRequest.parse(req.body);
    const stop = (claim: Claim): Answer => {
      const next = stopped(claim, request);
      state.claims[claim.claimNumber] = next;
      return { status: 200, body: claimBody(next) };
    };
    return answerWith(misbehaviour.take(), () => once(req, () => withClaim(req, stop)), res);
  });

  app.post('/insured', signed, (req, res) => {
    const { idNumber, employer, month } = insuredRequest.parse(req.body);
    const answer = () => ({ status: 200, body: { insured: insured(known(idNumber), employer, month) } });
    return answerWith(faultFor(idNumber), answer, res);
  });

  app.put('/double/persons/:idNumber', (req, res) => {
    state.persons[req.params.idNumber] = person.parse(req.body);
    save();
    res.json(state.persons[req.params.idNumber]);
  });
  app.get('/double/magic', (_req, res) => {
    res.json({ items: Object.entries(MAGIC).map(([idNumber, { about }]) => ({ idNumber, about })) });
  });
  app.get('/double/claims', (_req, res) => res.json({ items: Object.values(state.claims) }));
  app.put('/double/faults', (req, res) => {
    misbehaviour.set(fault.parse(req.body));
    res.json(misbehaviour.get());
  });
  app.get(['/livez', '/readyz'], (_req, res) => res.json({ status: 'ok' }));

  app.use((_req, res) => res.status(404).json({ code: 'NO_PATH', message: '没有这个地址' }));
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    res
      .status(error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500)
      .json({ code: 'FORMAT', message: problem });
  });
  return app;
};

const claimBody = ({ claimNumber, status, from, months, monthlyFen, contributionMonths, refusal, stop }: Claim) => ({
  claimNumber,
  status,
  from,
  months,
  monthlyFen,
  contributionMonths,
  ...refusal,
  ...(stop && { stoppedOn: stop.on, monthsPaid: stop.monthsPaid }),
});
