import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, FilingKind, Role } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { CONTENT_TYPES, errorFile, readSheet, type Sheet } from '@zhiqiao/sheets';
import { creditCodeFor, eventually, fixedClock, idNumber, uuid7 } from '@zhiqiao/testing';
import { suiteOf } from '../src/adapters/vault/keys.ts';
import { mongoFilingVault } from '../src/adapters/vault/mongo-filing-vault.ts';
import { mongoVault } from '../src/adapters/vault/mongo-vault.ts';
import { type Filing, filing } from '../src/domain/filing.ts';
import { service } from '../src/service.ts';
import { runPart } from '../src/usecases/run-filing.ts';

type Someone = Partial<Actor> & { roles: Role[] };
const certificates: Actor['certificates'] = [{ code: 'REGISTRATION_POST', validThrough: '2099-12-31' }];
const clerk: Someone = { id: 'clerk-1', roles: ['clerk'], division: '449902', certificates };
const jobseeker = (personId: string): Someone => ({ id: `account-of-${personId}`, roles: ['jobseeker'], personId });

let founded = 30_000_000;
const employer = (): Someone & { orgId: string } => {
  const orgId = creditCodeFor(++founded);
  return { id: `account-of-${orgId}`, roles: ['employer'], orgId };
};

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let run: TestRun;
beforeAll(async () => {
  run = await startForTest(service, { clock });
});
afterAll(() => run?.drop());

const inTime: typeof eventually = (attempt) => eventually(attempt, { within: 60_000 });
const headers = { 'x-purpose': 'filings' };
const post = (actor: Someone, path: string, body: object = {}) =>
  run.send(actor, 'POST', path, { body, headers: { ...headers, 'idempotency-key': uuid7() } });
const get = (actor: Someone, path: string) => run.send(actor, 'GET', path, { headers });
const upload = (
  actor: Someone,
  bytes: Buffer,
  { kind = 'HIRING', type = CONTENT_TYPES.csv, query = '' }: { kind?: FilingKind; type?: string; query?: string } = {},
) => run.send(actor, 'POST', `/filings?kind=${kind}${query}`, { body: bytes, headers: { 'content-type': type } });

let born = 0;
const somebody = (name = '李梅') => ({ name, idNumber: idNumber('1980-01-01', ++born, '440106') });
type Worker = ReturnType<typeof somebody>;

const HIRING = '备注,身份证号,姓名,职业代码,工作地区划代码,入职日期';
const hiringOf = ({ idNumber, name }: Worker, startDate = '2026-03-01') =>
  `流水线,${idNumber},${name},6-05-01-03,449902001,${startDate}`;
const hirings = (...lines: string[]) => Buffer.from([HIRING, ...lines].join('\r\n'));
const terminations = (...lines: string[]) => Buffer.from(['身份证号码,姓名,终止原因,终止日期', ...lines].join('\r\n'));

/** From the upload to the result. */
const filed = async (actor: Someone, bytes: Buffer, options: Parameters<typeof upload>[2] = {}) => {
  const { body } = await upload(actor, bytes, options);
  await post(actor, `/filings/${body.id}/preview`);
  await post(actor, `/filings/${body.id}/commit`);
  return inTime(async () => {
    const answer = await get(actor, `/filings/${body.id}`);
    return answer.body.status === 'DONE' && answer.body;
  });
};
const employmentsOf = async (actor: Someone) => (await get(actor, '/employments?limit=200')).body.items;

describe('a file of hirings', () => {
  it('is previewed, filed, and what failed is mended and filed again, alone', async () => {
    const factory = employer();
    const [a, b, c, d] = [somebody(), somebody('阿卜杜热西提·吐尔逊'), somebody('张𬍛'), somebody()];
    const damaged = `流水线,4.40106E+17,王强,6-05-01-03,449902001,2026-03-01`;
    const file = hirings(
      hiringOf(a),
      hiringOf(b, '2026-01-15'),
      hiringOf(c),
      damaged,
      hiringOf(a),
      hiringOf(d, '2026-03-03'),
    );

    const uploaded = await upload(factory, file);
    expect(uploaded).toMatchObject({ status: 201, body: { status: 'UPLOADED', employerId: factory.orgId, rows: 6 } });
    const { id } = uploaded.body;
    const preview = await post(factory, `/filings/${id}/preview`);
    expect(preview.body).toMatchObject({ status: 'PREVIEWED', preview: { ready: 3, late: 1, faulty: 3 } });
    expect(await employmentsOf(factory)).toEqual([]);
    const findings = (await get(factory, `/filings/${id}/findings`)).body.items;
    expect(findings.map(({ row }: { row: number }) => row)).toEqual([5, 6, 7]);
    expect(findings[0].reasons[0].zh).toContain('科学记数法');
    const page = await get(factory, `/filings/${id}/findings?limit=2`);
    expect(page.body.items).toHaveLength(2);
    expect(page.headers.get('link')).toContain('after=6');

    await post(factory, `/filings/${id}/commit`);
    await inTime(async () => (await get(factory, `/filings/${id}`)).body.status === 'DONE');
    const done = (await get(factory, `/filings/${id}`)).body;
    expect(done.result).toEqual({ filed: 3, late: 1, failed: 3 });
    expect((await employmentsOf(factory)).map(({ late }: { late: boolean }) => late).sort()).toEqual([
      false,
      false,
      true,
    ]);

    const errors = await get(factory, `/filings/${id}/errors`);
    expect(errors.headers.get('content-type')).toContain('text/csv');
    const left: Sheet = await readSheet(errors.body);
    expect(left.header).toEqual([...HIRING.split(','), '错误原因 / Reasons']);
    expect(left.rows).toHaveLength(3);
    const mended = errors.body
      .toString()
      .replace('4.40106E+17', somebody().idNumber)
      .replace('2026-03-03', '2026-03-02');
    expect((await filed(factory, Buffer.from(mended))).result).toEqual({ filed: 2, late: 0, failed: 1 });
    expect(await employmentsOf(factory)).toHaveLength(5);
  });

  it('may name occupation and place; a name that is several is mended with the code that the row tells', async () => {
    const factory = employer();
    const named = (occupation: string, place: string) => {
      const { idNumber, name } = somebody();
      return `流水线,${idNumber},${name},${occupation},${place},2026-03-01`;
    };
    const file = hirings(named('缝纫工', '桥头街道'), named('甘油制造工', '江北区/桥头街道'));
    const { body } = await upload(factory, file);
    await post(factory, `/filings/${body.id}/preview`);
    const [finding] = (await get(factory, `/filings/${body.id}/findings`)).body.items;
    expect(finding).toMatchObject({ row: 3, reasons: [{ zh: expect.stringContaining('甘油制造工 6-11-08-25') }] });
    const mended = Buffer.from(file.toString().replace(',甘油制造工,', ',6-11-08-25,'));
    expect((await filed(factory, mended)).result).toMatchObject({ filed: 2, failed: 0 });
    const filedOnes = (await employmentsOf(factory)).map((it: { occupation: string; division: string }) => [
      it.occupation,
      it.division,
    ]);
    expect(filedOnes.sort()).toEqual([
      ['6-05-01-03', '449902001'],
      ['6-11-08-25', '449902001'],
    ]);
  });

  it('sent twice does nothing twice', async () => {
    const factory = employer();
    const file = hirings(...Array.from({ length: 5 }, () => hiringOf(somebody())));
    const [first, second] = await Promise.all([filed(factory, file), filed(factory, file)]);
    expect([first.result.filed, second.result.filed]).toEqual([5, 5]);
    expect(await employmentsOf(factory)).toHaveLength(5);
  });

  it('that was being filed when the process died is resumed, and nothing is filed twice', async () => {
    const factory = employer();
    const { mongo, city } = run.platform;
    const suite = () => suiteOf({ ZHIQIAO_PROFILE: 'demo' }, mongo, city);
    const parts = {
      platform: run.platform,
      vault: mongoVault(mongo, city, suite),
      files: mongoFilingVault(mongo, city, suite),
      suite,
    };
    const { body } = await upload(factory, hirings(...Array.from({ length: 20 }, () => hiringOf(somebody()))));
    await post(factory, `/filings/${body.id}/preview`);
    const record: Rec<Filing> = await run.platform.records(filing).get({ ...factory, id: factory.id!, city }, body.id);
    const startedBy = { id: factory.id!, roles: factory.roles, orgId: factory.orgId };
    const started = { type: 'FilingStarted' as const, data: { startedBy, startedAt: '2026-03-02T01:00:00.000Z' } };
    // All rows of the part are filed, and then nobody is there to say so.
    await runPart(parts)({ ...record, state: filing.evolve(record.state, started) });
    expect(await employmentsOf(factory)).toHaveLength(20);

    await post(factory, `/filings/${body.id}/commit`);
    const done = await inTime(async () => {
      const answer = await get(factory, `/filings/${body.id}`);
      return answer.body.status === 'DONE' && answer.body;
    });
    expect(done.result).toEqual({ filed: 20, late: 0, failed: 0 });
    expect(await employmentsOf(factory)).toHaveLength(20);
  });

  it('may be an XLSX, made from the template', async () => {
    const factory = employer();
    const template = await get(factory, '/filings/template?kind=HIRING');
    expect(template.headers.get('content-type')).toBe(CONTENT_TYPES.xlsx);
    const named = ['身份证号码', '姓名', '联系电话', '职业代码', '工作地区划代码', '入职日期'];
    const { idNumber, name } = somebody('古丽·伊敏江');
    const sheet: Sheet = {
      format: { type: 'xlsx' },
      header: named,
      rows: [
        { number: 2, cells: [idNumber, name, '', '6-05-01-03', '449902001', '2026/3/1'].map((text) => ({ text })) },
      ],
    };
    const file = await errorFile(sheet, new Map([[2, []]]));
    expect((await filed(factory, file, { type: CONTENT_TYPES.xlsx })).result).toEqual({ filed: 1, late: 0, failed: 0 });
  });

  it('with headers of its own is read as the employer says', async () => {
    const factory = employer();
    const { idNumber, name } = somebody();
    const file = Buffer.from(
      `工号证,名,职业代码,工作地区划代码,入职日期\n${idNumber},${name},6-05-01-03,449902001,2026-03-01`,
    );
    const { id } = (await upload(factory, file)).body;
    const lost = await post(factory, `/filings/${id}/preview`);
    expect([lost.status, lost.body.code]).toEqual([422, 'sheet.columns-missing']);
    const { body } = await post(factory, `/filings/${id}/preview`, { columns: { idNumber: '工号证', name: '名' } });
    expect(body.preview.ready).toBe(1);
  });

  it('is filed by a clerk for an employer whom she names', async () => {
    const { orgId } = employer();
    const file = hirings(hiringOf(somebody()), `甲,${somebody().idNumber},李梅,6-05-01-03,449903001,2026-03-01`);
    expect((await upload(clerk, file)).body.code).toBe('registration.employer-missing');
    const done = await filed(clerk, file, { query: `&employerId=${orgId}` });
    // The second works in a division that is not hers.
    expect(done).toMatchObject({ employerId: orgId, result: { filed: 1, failed: 1 } });
    expect((await get(clerk, `/filings?employerId=${orgId}`)).body.items).toMatchObject([{ id: done.id }]);
  });

  it('belongs to its employer alone', async () => {
    const [factory, other] = [employer(), employer()];
    const { id } = (await upload(factory, hirings(hiringOf(somebody())))).body;
    for (const path of ['', '/findings', '/errors'])
      expect((await get(other, `/filings/${id}${path}`)).status).toBe(403);
    for (const step of ['preview', 'commit', 'cancellation']) {
      expect((await post(other, `/filings/${id}/${step}`)).status).toBe(403);
    }
    expect((await get(other, '/filings')).body.items).toEqual([]);
    const foreign = await upload(other, hirings(hiringOf(somebody())), { query: `&employerId=${factory.orgId}` });
    expect(foreign.body.code).toBe('registration.not-your-employer');
  });

  it.each([
    ['of another type', 'application/pdf', Buffer.from('%PDF-1.7'), 415, 'request.file-type'],
    ['cut in half', CONTENT_TYPES.csv, Buffer.from(`${HIRING}\n甲,"4401`), 422, 'sheet.incomplete'],
    ['in no known encoding', CONTENT_TYPES.csv, Buffer.from([0x61, 0xff, 0xff]), 422, 'sheet.encoding-unclear'],
    ['without rows', CONTENT_TYPES.csv, Buffer.from(HIRING), 422, 'sheet.no-rows'],
  ])('%s is refused', async (_case, type, bytes, status, code) => {
    const answer = await upload(employer(), bytes, { type });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.titles.zh).toMatch(/\p{Script=Han}/u);
  });

  it('leaves no ID number and no name outside the vault, and goes when its time is over', async () => {
    const factory = employer();
    const worker = somebody('欧阳·四字');
    const done = await filed(factory, hirings(hiringOf(worker), hiringOf(worker)));
    const { mongo } = run.platform;
    for (const { collectionName } of await mongo.db!.collections()) {
      const texts = JSON.stringify(await mongo.collection(collectionName).find().toArray());
      expect([collectionName, texts.includes(worker.idNumber), texts.includes(worker.name)]).toEqual([
        collectionName,
        false,
        false,
      ]);
    }
    const cancelled = (await upload(factory, hirings(hiringOf(worker)))).body;
    await post(factory, `/filings/${cancelled.id}/cancellation`);
    await inTime(async () => (await get(factory, `/filings/${cancelled.id}`)).body.file === false);

    const abandoned = (await upload(factory, hirings(hiringOf(worker)))).body;
    clock.set('2026-04-02T09:00:00+08:00');
    await inTime(async () => (await get(factory, `/filings/${done.id}`)).body.file === false);
    await inTime(async () => (await get(factory, `/filings/${abandoned.id}`)).body.file === false);
    const ids = [done.id, cancelled.id, abandoned.id];
    expect(await mongo.collection('vault_filings').countDocuments({ filingId: { $in: ids } })).toBe(0);
    expect((await get(factory, `/filings/${done.id}/errors`)).body.code).toBe('registration.filing-file-gone');
  });
});

describe('a file of terminations', () => {
  it('ends what is open, says why the rest cannot, and offers registration to whoever is left without work', async () => {
    const factory = employer();
    const [a, b, c, stranger] = [somebody(), somebody(), somebody(), somebody()];
    await filed(factory, hirings(hiringOf(a), hiringOf(b), hiringOf(c)));
    const line = ({ idNumber, name }: Worker, on = '2026-03-30', reason = '经济性裁员') =>
      `${idNumber},${name},${reason},${on}`;
    const file = terminations(line(a), line(b, '2026-03-02', '本人辞职'), line(c, '2026-02-01'), line(stranger));
    const done = await filed(factory, file, { kind: 'TERMINATION' });
    expect(done.result).toEqual({ filed: 2, late: 1, failed: 2 });
    const reasons = (await get(factory, `/filings/${done.id}/findings`)).body.items;
    expect(reasons.map(({ reasons: [first] }: { reasons: { zh: string }[] }) => first!.zh)).toEqual([
      '终止日期不能早于入职日期',
      '本单位没有为该人员办理过就业登记',
    ]);
    // Once more: what was ended stays ended, and counts as done.
    expect((await filed(factory, file, { kind: 'TERMINATION' })).result).toEqual({ filed: 2, late: 1, failed: 2 });

    const ended = (await employmentsOf(factory)).filter(({ status }: { status: string }) => status === 'ENDED');
    expect(ended).toHaveLength(2);
    const { id, personId } = ended[0];
    expect(ended[0].offer).toBeUndefined();
    const shown = (await get(jobseeker(personId), `/employments/${id}`)).body;
    expect(shown.offer).toMatchObject({ category: 'EMPLOYED_TO_UNEMPLOYED', link: '/unemployment-registrations' });
    expect((await get(jobseeker(personId), '/employments')).body.items).toEqual([shown]);
  });
});

describe('work of her own', () => {
  const COMMUNITY = '449902001001';
  const statement = { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true };
  const enrolled = async () => (await post(clerk, '/people', { ...somebody(), residence: COMMUNITY })).body.personId;
  const registered = async (personId: string) => {
    const { body } = await post(jobseeker(personId), '/unemployment-registrations', {
      personId,
      category: 'OTHER',
      residence: COMMUNITY,
      education: '70',
      occupationsWanted: ['4-03-02-01'],
      statement,
    });
    return body.id as string;
  };
  const registration = async (id: string) => (await get(clerk, `/unemployment-registrations/${id}`)).body;
  const work = (personId: string, more: object = {}) => ({
    kind: 'SELF_EMPLOYED',
    personId,
    occupation: '4-03-02-01',
    division: '449902001',
    startDate: '2026-04-01',
    steadyEarnings: true,
    licence: creditCodeFor(77),
    ...more,
  });

  it('ends her registration; when it is over she is offered a new one, and takes it', async () => {
    const personId = await enrolled();
    const me = jobseeker(personId);
    const first = await registered(personId);
    const shop = await post(me, '/employments/own-work', work(personId));
    expect(shop).toMatchObject({ status: 201, body: { kind: 'SELF_EMPLOYED', status: 'OPEN' } });
    await inTime(async () => (await registration(first)).closed?.reason === 'SELF_EMPLOYED');
    const again = await post(me, '/employments/own-work', work(personId));
    expect([again.status, again.body.code]).toEqual([409, 'registration.already-own-work']);

    const at = `/employments/${shop.body.id}`;
    const over = await post(me, `${at}/own-termination`, { endedOn: '2026-04-02' });
    expect(over.body.offer).toMatchObject({ category: 'CLOSED_OWN_BUSINESS' });
    await registered(personId);
    await inTime(async () => (await get(me, at)).body.offer === undefined);
  });

  it('that does not earn a living leaves her registered; another, that does, ends it', async () => {
    const personId = await enrolled();
    const me = jobseeker(personId);
    const id = await registered(personId);
    const { licence: _, ...casual } = work(personId, { kind: 'FLEXIBLE', steadyEarnings: false });
    await post(me, '/employments/own-work', casual);
    await post(clerk, '/employments/own-work', { ...casual, kind: 'SELF_EMPLOYED', steadyEarnings: true });
    await inTime(async () => (await registration(id)).closed?.reason === 'STEADY_EARNINGS');
  });

  it('is registered by nobody for somebody else, and with a licence that can be one', async () => {
    const personId = await enrolled();
    const foreign = await post(jobseeker('other'), '/employments/own-work', work(personId));
    expect(foreign.body.code).toBe('registration.not-yourself');
    const wrong = await post(clerk, '/employments/own-work', work(personId, { licence: '91440300708461136X' }));
    expect(wrong.status).toBe(422);
    const south = { ...clerk, division: '449903' };
    expect((await post(south, '/employments/own-work', work(personId))).status).toBe(403);
    expect((await get(jobseeker('other'), `/employments?personId=${personId}`)).status).toBe(403);
    expect((await get(clerk, '/employments')).body.code).toBe('registration.too-broad');
  });
});

it('no route of employments and filings scans a collection', async () => {
  const db = run.platform.mongo.db!;
  await db.command({ profile: 2 });
  const factory = employer();
  const worker = somebody();
  const done = await filed(factory, hirings(hiringOf(worker), hiringOf(worker)));
  await filed(factory, terminations(`${worker.idNumber},${worker.name},本人辞职,2026-04-01`), { kind: 'TERMINATION' });
  const [{ id, personId }] = await employmentsOf(factory);
  for (const path of ['/filings', `/filings/${done.id}/findings`, `/filings/${done.id}/errors`])
    await get(factory, path);
  await get(clerk, `/employments?personId=${personId}&status=ENDED`);
  await get(clerk, `/employments?employerId=${factory.orgId}&status=ENDED`);
  await get(jobseeker(personId), `/employments/${id}`);
  await db.command({ profile: 0 });
  const read = ['employment', 'filing', 'person', 'unemployment', 'vault_people', 'vault_filings'].map(
    (name) => `${db.databaseName}.${name}`,
  );
  const profile = db.collection('system.profile');
  expect(await profile.countDocuments({ ns: { $in: read }, planSummary: /IXSCAN|IDHACK/ })).toBeGreaterThan(0);
  expect(await profile.find({ ns: { $in: read }, planSummary: /COLLSCAN/ }).toArray()).toEqual([]);
});
