import { randomUUID } from 'node:crypto';
import type { Reply } from './partner.ts';
import { expectSame, expectStatus, expectThat, type Requirement, type Run, Skipped } from './requirement.ts';

/** The persons that the sandbox of an integrator knows: those of the insurance double. */
const MAGIC = {
  insured: '449902198001010015',
  claiming: '449902198001020010',
  exhausted: '449902198001030016',
  deceased: '449902198001040011',
  inPrison: '449902198001050017',
  silent: '449902198001060012',
  reviewed: '449902198001070018',
};
const FROM = '2026-03-02';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOOKS = 10;
const PAGES = 100;

const question = { idNumber: MAGIC.insured, employer: '91440300708461136T', month: '2026-02' };
const claimOf = ({ reference }: Run) => ({ reference, idNumber: MAGIC.insured, from: FROM });
const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isCode = (value: unknown) => typeof value === 'string' && /^[\w.-]{1,60}$/.test(value);

/** The claim that was granted; what builds on it is not judged without. */
const granted = ({ claim }: Run) => {
  if (!claim) throw new Skipped('no claim was granted: CLAIM-1');
  return claim;
};

/** A claim to its end, through its review. */
const decided = async ({ partner }: Run, first: Reply): Promise<Reply> => {
  let answer = first;
  for (let looks = 0; answer.body.status === 'PENDING' && looks < LOOKS; looks += 1)
    answer = await partner.send('GET', `/claims/${encodeURIComponent(String(first.body.claimNumber))}`);
  return answer;
};

const refusesSignature = (
  id: string,
  title: Requirement['title'],
  options: NonNullable<Parameters<Run['partner']['send']>[3]>,
): Requirement => ({
  id,
  title,
  mend: {
    zh: '核对 X-Signature：以共享密钥对“方法\\n路径及查询\\n时间戳\\n正文 SHA-256”计算 HMAC-SHA256；时间戳相差超过五分钟即拒绝，均答 401',
    en: 'Check X-Signature: HMAC-SHA256 under the shared secret over "method\\npath with query\\ntimestamp\\nSHA-256 of the body"; more than five minutes off is refused; answer 401',
  },
  async check({ partner }) {
    const answer = await partner.send('POST', '/insured', question, options);
    expectStatus(answer, 401);
    expectThat(isCode(answer.body.code), 'the refusal has no code');
  },
});

const refusesClaim = (id: string, person: keyof typeof MAGIC, code: string, title: Requirement['title']) => ({
  id,
  title,
  mend: {
    zh: `对沙箱人员 ${MAGIC[person]} 答 200，status 为 REFUSED，code 为 ${code}`,
    en: `Answer 200 with status REFUSED and code ${code} for the sandbox person ${MAGIC[person]}`,
  },
  async check(run: Run) {
    const body = { ...claimOf(run), reference: `${run.reference}-${person}`, idNumber: MAGIC[person] };
    const answer = await decided(run, await run.partner.send('POST', '/claims', body));
    expectStatus(answer, 200);
    expectThat(answer.body.status === 'REFUSED', `status ${answer.body.status} instead of REFUSED`);
    expectThat(answer.body.code === code, `code ${answer.body.code} instead of ${code}`);
  },
});

const stop = (id: string, title: Requirement['title'], mode: 'STOP' | 'SUSPEND', status: string): Requirement => ({
  id,
  title,
  mend: {
    zh: `POST /claims/:number/stop 答 200：status ${status}，stoppedOn 为日期，monthsPaid 为不超过核定月数的整数；同一 Idempotency-Key 同一答复`,
    en: `POST /claims/:number/stop answers 200: status ${status}, stoppedOn a date, monthsPaid an integer no more than was granted; the same Idempotency-Key gets the same answer`,
  },
  async check(run) {
    const { number, months } = granted(run);
    const body = { reason: mode === 'STOP' ? 'HIRED' : 'IMPRISONED', on: '2026-05-10', mode };
    const send = () => run.partner.send('POST', `/claims/${number}/stop`, body, { key: `${run.reference}/${mode}` });
    const answer = await send();
    expectStatus(answer, 200);
    expectThat(answer.body.status === status, `status ${answer.body.status} instead of ${status}`);
    expectThat(isDay(answer.body.stoppedOn), `stoppedOn ${answer.body.stoppedOn} is no date`);
    const paid = answer.body.monthsPaid;
    expectThat(Number.isInteger(paid) && Number(paid) <= months, `monthsPaid ${paid} of ${months} months`);
    expectSame((await send()).body, answer.body, 'the same key got another answer');
  },
});

export const callRequirements: Requirement[] = [
  {
    id: 'SIG-1',
    title: { zh: '接受签名正确的调用', en: 'A call that is signed is answered' },
    mend: {
      zh: '核对共享密钥、签名串与本机时钟（NTP）；POST /insured 答 200 {insured: 布尔}',
      en: 'Check the shared secret, the signed text and the clock (NTP); POST /insured answers 200 {insured: boolean}',
    },
    async check({ partner }) {
      const answer = await partner.send('POST', '/insured', question);
      expectStatus(answer, 200);
      expectThat(typeof answer.body.insured === 'boolean', 'insured is no boolean');
    },
  },
  refusesSignature('SIG-2', { zh: '拒绝错误签名', en: 'A forged signature is refused' }, { signature: 'forged' }),
  refusesSignature('SIG-3', { zh: '拒绝无签名', en: 'A missing signature is refused' }, { signature: 'missing' }),
  refusesSignature('SIG-4', { zh: '拒绝正文被改', en: 'An altered body is refused' }, { signature: 'altered' }),
  refusesSignature(
    'SIG-5',
    { zh: '拒绝六分钟前的时间戳', en: 'A timestamp six minutes old is refused' },
    {
      skewMs: -6 * MINUTE_MS,
    },
  ),
  refusesSignature('SIG-6', { zh: '拒绝一天后的时间戳', en: 'A timestamp a day ahead is refused' }, { skewMs: DAY_MS }),
  {
    id: 'CLOCK-1',
    title: { zh: '容许四分钟时钟偏差', en: 'Clocks four minutes apart are borne' },
    mend: {
      zh: '校准时钟（NTP），容差为前后五分钟',
      en: 'Set the clock (NTP); the tolerance is five minutes either way',
    },
    async check({ partner }) {
      const takes = async (skewMs: number) =>
        (await partner.send('POST', '/insured', question, { skewMs })).status === 200;
      const [slow, fast] = [await takes(-DAY_MS), await takes(DAY_MS)];
      // Where both are taken, nothing is checked: SIG-5 and SIG-6 say so.
      expectThat(slow === fast, `the clock of the system is a day ${slow ? 'slow' : 'fast'}`);
      for (const skewMs of [-4 * MINUTE_MS, 4 * MINUTE_MS])
        expectStatus(await partner.send('POST', '/insured', question, { skewMs }), 200);
    },
  },
  {
    id: 'CLAIM-1',
    title: { zh: '参保满十年：核定', en: 'Ten years insured: granted' },
    mend: {
      zh: '答 200（审核中答 202 PENDING，最终核定）：status GRANTED，claimNumber，months 1–24，monthlyFen 为整数分，from 为日期',
      en: 'Answer 200 (202 PENDING while reviewed, granted in the end): status GRANTED, claimNumber, months 1–24, monthlyFen in whole fen, from a date',
    },
    async check(run) {
      const first = await run.partner.send('POST', '/claims', claimOf(run), { key: `${run.reference}/claim` });
      expectStatus(first, 200, 202);
      const answer = await decided(run, first);
      const { status, claimNumber, months, monthlyFen, from } = answer.body;
      expectStatus(answer, 200);
      expectThat(status === 'GRANTED', `status ${status} instead of GRANTED`);
      expectThat(
        typeof claimNumber === 'string' && claimNumber === first.body.claimNumber,
        'claimNumber changed or is none',
      );
      expectThat(Number.isInteger(months) && Number(months) >= 1 && Number(months) <= 24, `months ${months}`);
      expectThat(Number.isSafeInteger(monthlyFen) && Number(monthlyFen) > 0, `monthlyFen ${monthlyFen}`);
      expectThat(isDay(from), `from ${from} is no date`);
      run.claim = { number: encodeURIComponent(String(claimNumber)), months: Number(months) };
    },
  },
  refusesClaim('CLAIM-2', 'claiming', 'CLAIMING', { zh: '正在领取：拒绝', en: 'Claims already: refused' }),
  refusesClaim('CLAIM-3', 'exhausted', 'EXHAUSTED', { zh: '已领取期满：拒绝', en: 'All months drawn: refused' }),
  refusesClaim('CLAIM-4', 'deceased', 'DECEASED', { zh: '已死亡：拒绝', en: 'Deceased: refused' }),
  refusesClaim('CLAIM-5', 'inPrison', 'IN_PRISON', { zh: '正在服刑：拒绝', en: 'In prison: refused' }),
  {
    id: 'REVIEW-1',
    title: { zh: '先受理后核定', en: 'Under review, then decided' },
    mend: {
      zh: '先答 202 PENDING 并给出 claimNumber；GET /claims/:number 最终答 GRANTED 或 REFUSED，编号不变',
      en: 'Answer 202 PENDING with a claimNumber; GET /claims/:number answers GRANTED or REFUSED in the end, under the same number',
    },
    async check(run) {
      const body = { ...claimOf(run), reference: `${run.reference}-reviewed`, idNumber: MAGIC.reviewed };
      const first = await run.partner.send('POST', '/claims', body);
      expectStatus(first, 202);
      expectThat(first.body.status === 'PENDING', `status ${first.body.status} instead of PENDING`);
      const answer = await decided(run, first);
      expectThat(
        ['GRANTED', 'REFUSED'].includes(String(answer.body.status)),
        `${answer.body.status} after ${LOOKS} looks`,
      );
      expectSame(answer.body.claimNumber, first.body.claimNumber, 'the claimNumber changed');
      if (answer.body.status !== 'GRANTED') return;
      const number = encodeURIComponent(String(answer.body.claimNumber));
      await run.partner.send('POST', `/claims/${number}/stop`, { reason: 'OTHER', on: FROM, mode: 'STOP' });
    },
  },
  {
    id: 'TIMEOUT-1',
    title: { zh: '一人不应答不影响他人', en: 'One silent person holds nobody up' },
    mend: {
      zh: '沙箱人员“系统不应答”在时限内不答；其后的调用照常应答',
      en: 'The sandbox person of silence gets no answer within the deadline; the next call is answered',
    },
    async check(run) {
      const body = { ...claimOf(run), reference: `${run.reference}-silent`, idNumber: MAGIC.silent };
      const silent = await run.partner.send('POST', '/claims', body);
      expectThat(silent.status === undefined, `HTTP ${silent.status} instead of silence`);
      expectStatus(await run.partner.send('POST', '/insured', question), 200);
    },
  },
  {
    id: 'KEY-1',
    title: { zh: '同一幂等键同一答复', en: 'The same key gets the same answer' },
    mend: {
      zh: '按 Idempotency-Key 保存首次答复，重复请求（含同时到达）原样返回，不另立申领',
      en: 'Keep the first answer under its Idempotency-Key and give it again, also to requests that come at the same moment; open no other claim',
    },
    async check(run) {
      const { number } = granted(run);
      const again = () => run.partner.send('POST', '/claims', claimOf(run), { key: `${run.reference}/claim` });
      for (const { body } of await Promise.all([again(), again()]))
        expectThat(encodeURIComponent(String(body.claimNumber)) === number, `another claim: ${body.claimNumber}`);
    },
  },
  {
    id: 'KEY-2',
    title: { zh: '同一幂等键不同正文：拒绝', en: 'The same key with another body is refused' },
    mend: { zh: '答 422', en: 'Answer 422' },
    async check(run) {
      granted(run);
      const body = { ...claimOf(run), from: '2026-03-03' };
      expectStatus(await run.partner.send('POST', '/claims', body, { key: `${run.reference}/claim` }), 422);
    },
  },
  {
    id: 'KEY-3',
    title: { zh: '无幂等键：拒绝', en: 'A claim without a key is refused' },
    mend: { zh: '答 400', en: 'Answer 400' },
    async check(run) {
      const body = { ...claimOf(run), reference: `${run.reference}-${randomUUID()}` };
      expectStatus(await run.partner.send('POST', '/claims', body, { key: null }), 400);
    },
  },
  stop('STOP-1', { zh: '中止', en: 'A suspension' }, 'SUSPEND', 'SUSPENDED'),
  {
    id: 'RESUME-1',
    title: { zh: '恢复发放', en: 'The benefit goes on' },
    mend: {
      zh: 'POST /claims/:number/resume {on} 答 200，status GRANTED',
      en: 'POST /claims/:number/resume {on} answers 200 with status GRANTED',
    },
    async check(run) {
      const answer = await run.partner.send('POST', `/claims/${granted(run).number}/resume`, { on: '2026-05-20' });
      expectStatus(answer, 200);
      expectThat(answer.body.status === 'GRANTED', `status ${answer.body.status} instead of GRANTED`);
    },
  },
  {
    id: 'NOTICE-1',
    title: { zh: '接收登记确认、培训等告知', en: 'Notices of confirmation and training are taken' },
    mend: {
      zh: 'POST /claims/:number/notices {notice, on} 答 200，notice 为 CONFIRMED、TRAINING_ENTERED 或 TRAINING_LEFT',
      en: 'POST /claims/:number/notices {notice, on} answers 200; notice is CONFIRMED, TRAINING_ENTERED or TRAINING_LEFT',
    },
    async check(run) {
      const { number } = granted(run);
      for (const notice of ['CONFIRMED', 'TRAINING_ENTERED', 'TRAINING_LEFT'])
        expectStatus(await run.partner.send('POST', `/claims/${number}/notices`, { notice, on: '2026-05-20' }), 200);
    },
  },
  {
    id: 'PAID-IN-1',
    title: { zh: '缴费月数', en: 'Months of contributions' },
    mend: {
      zh: 'POST /contributions {idNumber} 答 200 {contributionMonths: 整数}',
      en: 'POST /contributions {idNumber} answers 200 {contributionMonths: integer}',
    },
    async check({ partner }) {
      const answer = await partner.send('POST', '/contributions', { idNumber: MAGIC.insured });
      expectStatus(answer, 200);
      expectThat(
        Number.isInteger(answer.body.contributionMonths),
        `contributionMonths ${answer.body.contributionMonths}`,
      );
    },
  },
  {
    id: 'SUBSIDY-1',
    title: { zh: '发放技能提升补贴（如提供）', en: 'A skill subsidy is paid once, where offered' },
    mend: {
      zh: 'POST /skill-subsidies {reference, idNumber, certificateNo, occupation, level, amountFen} 答 200 {reference}；同一 Idempotency-Key 同一答复，不重复发放；同键异文 422',
      en: 'POST /skill-subsidies {reference, idNumber, certificateNo, occupation, level, amountFen} answers 200 {reference}; the same Idempotency-Key gets the same answer and pays nothing twice; with another body 422',
    },
    async check({ partner, reference }) {
      const order = {
        ...{ reference: `${reference}-subsidy`, idNumber: MAGIC.insured, certificateNo: 'S000044010001193000012' },
        ...{ occupation: '6-05-01-03', level: 4, amountFen: 150_000 },
      };
      const send = (more: object = {}) =>
        partner.send('POST', '/skill-subsidies', { ...order, ...more }, { key: `${reference}/subsidy` });
      const answer = await send();
      if (answer.status === 404 || answer.status === 405) throw new Skipped('not offered');
      expectStatus(answer, 200);
      expectSame(answer.body.reference, order.reference, `reference ${answer.body.reference}`);
      expectSame((await send()).body, answer.body, 'the same key got another answer');
      expectStatus(await send({ amountFen: 150_001 }), 422);
    },
  },
  stop('STOP-2', { zh: '中止后停发', en: 'A stop after the suspension' }, 'STOP', 'STOPPED'),
  {
    id: 'UNKNOWN-1',
    title: { zh: '无此申领：404', en: 'An unknown claim: 404' },
    mend: { zh: '查询与停发未知申领均答 404 和 code', en: 'Answer 404 with a code, to the question and to the stop' },
    async check({ partner }) {
      const asked = await partner.send('GET', '/claims/none-of-yours');
      expectStatus(asked, 404);
      expectThat(isCode(asked.body.code), 'the refusal has no code');
      const body = { reason: 'HIRED', on: '2026-05-10', mode: 'STOP' };
      expectStatus(await partner.send('POST', '/claims/none-of-yours/stop', body), 404);
    },
  },
  {
    id: 'FORMAT-1',
    title: { zh: '正文残缺：4xx', en: 'A broken body: 4xx' },
    mend: { zh: '正文不是 JSON 时答 400，不得 5xx', en: 'Answer 400 to a body that is no JSON, never 5xx' },
    async check({ partner }) {
      expectStatus(await partner.send('POST', '/claims', undefined, { raw: '{"reference":"r' }), 400, 422);
    },
  },
  {
    id: 'LIST-1',
    title: { zh: '分页清单（如提供）', en: 'The list in pages, where offered' },
    mend: {
      zh: 'GET /claims?limit=&after= 答 {items, next?}；逐页读尽，不重不漏，含本次申领',
      en: 'GET /claims?limit=&after= answers {items, next?}; page by page to the end, nothing twice, this claim among them',
    },
    async check(run) {
      const first = await run.partner.send('GET', '/claims?limit=1');
      if (first.status === 404 || first.status === 405) throw new Skipped('not offered');
      const { number } = granted(run);
      const seen = new Set<string>();
      let page = first;
      for (let pages = 0; pages < PAGES; pages += 1) {
        expectStatus(page, 200);
        expectThat(Array.isArray(page.body.items), 'items is no list');
        for (const { claimNumber } of page.body.items as { claimNumber: string }[]) {
          expectThat(!seen.has(claimNumber), `${claimNumber} came twice`);
          seen.add(claimNumber);
        }
        if (!page.body.next) break;
        page = await run.partner.send('GET', `/claims?limit=200&after=${encodeURIComponent(String(page.body.next))}`);
      }
      if (page.body.next) throw new Skipped(`more than ${PAGES} pages`);
      expectThat(seen.has(decodeURIComponent(number)), 'the claim of this run is not listed');
    },
  },
  {
    id: 'ANSWER-1',
    title: { zh: '答复完整且及时', en: 'Every answer is whole and in time' },
    mend: {
      zh: '答复为完整的 JSON；Content-Length 与正文相符；在时限内答复',
      en: 'Answer whole JSON, with the Content-Length of the body, within the deadline',
    },
    async check({ partner }) {
      const bad = partner.exchanges.find(
        ({ sent, came }) => came.problem && (sent.body as { idNumber?: string } | undefined)?.idNumber !== MAGIC.silent,
      );
      expectThat(!bad, `${bad?.sent.method} ${bad?.sent.path}: ${bad?.came.problem}`);
    },
  },
  {
    id: 'ANSWER-2',
    title: { zh: '差错不藏在 200 中', en: 'No error inside a 200' },
    mend: {
      zh: '差错以 4xx 或 5xx 答复，正文 {code, message}',
      en: 'Answer errors with 4xx or 5xx and {code, message}',
    },
    async check({ partner }) {
      const bad = partner.exchanges.find(({ came }) => {
        const body = came.body as Record<string, unknown> | undefined;
        return came.status === 200 && body?.code !== undefined && body.status === undefined;
      });
      expectThat(!bad, `${bad?.sent.method} ${bad?.sent.path}: ${JSON.stringify(bad?.came.body)}`);
    },
  },
];
