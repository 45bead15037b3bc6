import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { callbacks } from './callbacks.ts';
import { answerWith, type Fault, faults } from './faults.ts';
import { type ExchangeFolder, exchangeFiles } from './files.ts';
import { MAGIC } from './magic.ts';
import { run, toldOf } from './months.ts';
import {
  type Answer,
  type Claim,
  claimRequest,
  contributionsRequest,
  counted,
  decided,
  insured,
  insuredRequest,
  monthsPaid,
  noticeRequest,
  resumed,
  resumeRequest,
  stopped,
  stopRequest,
  subsidyRequest,
} from './rules.ts';
import { faultOfSignature } from './signature.ts';
import { openState } from './state.ts';
import { steering } from './steering.ts';

type Signed = Request<{ number: string }> & { raw?: string };
type Settings = {
  secret: string;
  file?: string | undefined;
  callback?: { url: string; token(): Promise<string> } | undefined;
  exchange?: ExchangeFolder | undefined;
};

const DAY_MS = 24 * 3600_000;
const PAGE = 200;
const listQuery = z.object({
  after: z.string().default(''),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
});

/** The system over HTTP: what the city's gateway calls, and under `/double` what tests and the journey steer it by. */
export const createDouble = ({ secret, file, callback, exchange }: Settings) => {
  const { state, save } = openState(file);
  const misbehaviour = faults();
  const told = callbacks({
    waiting: state.callbacks,
    subsidies: state.subsidies,
    secret,
    save,
    faults: misbehaviour,
    url: callback?.url.replace(/\/$/, ''),
    filed: exchange !== undefined && !callback,
    token: callback?.token ?? (() => Promise.reject(new Error('no issuer'))),
  });
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
    MAGIC[idNumber]?.silent && !state.persons[idNumber] ? { mode: 'timeout', ms: 0, for: 1 } : misbehaviour.ofCall();

  const signed = (req: Signed, res: Response, next: NextFunction) => {
    const { mode } = misbehaviour.get();
    const clock = Date.now() + (mode === 'day-off' ? DAY_MS : 0);
    const code = faultOfSignature(
      secret,
      {
        method: req.method,
        path: req.originalUrl,
        timestamp: req.get('x-timestamp') ?? '',
        signature: req.get('x-signature') ?? '',
        body: req.raw ?? '',
      },
      clock,
    );
    if (!code || mode === 'unsigned') return next();
    if (mode === 'day-off') misbehaviour.ofCall();
    const message = code === 'SIGNATURE' ? '签名无效' : '时间戳与本系统时钟相差超过五分钟';
    res.status(401).json({ code, message, now: new Date(clock).toISOString() });
  };

  /** The same key gets the same answer, and acts once. */
  const once = (req: Signed, { mode }: Fault, act: () => Answer): Answer => {
    const key = req.get('idempotency-key');
    if (!key) return { status: 400, body: { code: 'KEY_MISSING', message: '缺少 Idempotency-Key' } };
    const request = `${req.method} ${req.originalUrl} ${req.raw}`;
    const before = mode === 'forgetful' ? undefined : state.answers[key];
    if (before?.request === request) return before.answer;
    if (before) return { status: 422, body: { code: 'KEY_REUSED', message: 'Idempotency-Key 已用于另一请求' } };
    const answer = act();
    state.answers[key] = { request, answer };
    save();
    return answer;
  };

  /** Keeps a claim as it now is; once the clock is set, with its monthly runs, which the gateway is told. */
  const keep = (claim: Claim) => {
    const next = state.today ? run(claim, known(claim.idNumber), state.today) : claim;
    state.claims[claim.claimNumber] = next;
    told.tell(claim.reference, toldOf(claim, next));
    save();
    return next;
  };

  const decide = (claim: Claim) => keep(decided(claim, known(claim.idNumber)));
  const look = (claim: Claim): Answer => {
    const next = decide(claim);
    return { status: next.status === 'PENDING' ? 202 : 200, body: claimBody(next) };
  };
  const opened = ({ reference, idNumber, from }: z.output<typeof claimRequest>): Claim => {
    const claimNumber = `SY${String(Object.keys(state.claims).length + 1).padStart(8, '0')}`;
    const reviewsLeft = known(idNumber)?.reviews ?? 0;
    return { claimNumber, reference, idNumber, from, reviewsLeft, status: 'PENDING' };
  };
  const open = (request: z.output<typeof claimRequest>, { mode }: Fault): Answer =>
    look(mode === 'half-confirmed' ? { ...opened(request), reviewsLeft: 1, halfConfirmed: true } : opened(request));

  app.post('/claims', signed, (req: Signed, res) => {
    const request = claimRequest.parse(req.body);
    const fault = faultFor(request.idNumber);
    return answerWith(fault, () => once(req, fault, () => open(request, fault)), res);
  });

  app.get('/claims', signed, (req, res) => {
    const { after, limit } = listQuery.parse(req.query);
    const claims = Object.values(state.claims)
      .filter(({ claimNumber }) => claimNumber > after)
      .toSorted((a, b) => (a.claimNumber < b.claimNumber ? -1 : 1));
    const items = claims.slice(0, limit).map((claim) => ({ reference: claim.reference, ...claimBody(claim) }));
    const next = claims.length > limit ? items.at(-1)?.claimNumber : undefined;
    return answerWith(misbehaviour.ofCall(), () => ({ status: 200, body: { items, next } }), res);
  });

  const withClaim = (number: string, act: (claim: Claim) => Answer): Answer => {
    const claim = state.claims[number];
    return claim ? act(claim) : { status: 404, body: { code: 'NO_CLAIM', message: '没有这笔申领' } };
  };

  app.get('/claims/:number', signed, (req: Signed, res) =>
    answerWith(misbehaviour.ofCall(), () => withClaim(req.params.number, look), res),
  );

  app.post('/claims/:number/stop', signed, (req: Signed, res) => {
    const request = stopRequest.parse(req.body);
    const stop = (claim: Claim): Answer => ({ status: 200, body: claimBody(keep(stopped(claim, request))) });
    const fault = misbehaviour.ofCall();
    return answerWith(fault, () => once(req, fault, () => withClaim(req.params.number, stop)), res);
  });

  app.post('/claims/:number/resume', signed, (req: Signed, res) => {
    resumeRequest.parse(req.body);
    const resume = (claim: Claim): Answer => ({ status: 200, body: claimBody(keep(resumed(claim))) });
    const fault = misbehaviour.ofCall();
    return answerWith(fault, () => once(req, fault, () => withClaim(req.params.number, resume)), res);
  });

  app.post('/claims/:number/notices', signed, (req: Signed, res) => {
    const notice = noticeRequest.parse(req.body);
    const note = (claim: Claim): Answer => ({
      status: 200,
      body: claimBody(keep({ ...claim, notices: [...(claim.notices ?? []), notice] })),
    });
    const fault = misbehaviour.ofCall();
    return answerWith(fault, () => once(req, fault, () => withClaim(req.params.number, note)), res);
  });

  app.post('/skill-subsidies', signed, (req: Signed, res) => {
    const request = subsidyRequest.parse(req.body);
    const { reference } = request;
    const take = (): Answer => {
      state.subsidies[reference] ??= request;
      return { status: 200, body: { reference, status: 'ACCEPTED' } };
    };
    const fault = faultFor(request.idNumber);
    return answerWith(fault, () => once(req, fault, take), res);
  });

  app.post('/contributions', signed, (req, res) => {
    const { idNumber } = contributionsRequest.parse(req.body);
    const answer = () => ({ status: 200, body: counted(known(idNumber)) });
    return answerWith(faultFor(idNumber), answer, res);
  });

  app.post('/insured', signed, (req, res) => {
    const { idNumber, employer, month } = insuredRequest.parse(req.body);
    const answer = () => ({ status: 200, body: { insured: insured(known(idNumber), employer, month) } });
    return answerWith(faultFor(idNumber), answer, res);
  });

  const readFiles = () =>
    exchange &&
    exchangeFiles(exchange, {
      state,
      save,
      open: (request) => keep(opened(request)),
      decide,
      keep,
      misbehaviour,
      toFile: told.toFile,
    });
  app.use('/double', steering({ state, save, keep, known, told, misbehaviour, readFiles }));
  app.get(['/livez', '/readyz'], (_req, res) => res.json({ status: 'ok' }));

  app.use((_req, res) => res.status(404).json({ code: 'NO_PATH', message: '没有这个地址' }));
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    res
      .status(error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500)
      .json({ code: 'FORMAT', message: problem });
  });
  return { app, flush: told.flush, readFiles };
};

const claimBody = (claim: Claim) => {
  const { claimNumber, status, from, months, monthlyFen, contributionMonths, refusal, stop, paidOn } = claim;
  return {
    claimNumber,
    status,
    from,
    months,
    monthlyFen,
    contributionMonths,
    ...refusal,
    ...(paidOn && { monthsPaid: monthsPaid(claim, '9999-12-31') }),
    ...(stop && { stoppedOn: stop.on, stopReason: stop.reason, monthsPaid: stop.monthsPaid }),
  };
};
