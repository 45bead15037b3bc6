/**
 * The story that proves the platform: 李梅 loses her job, is insured against it, meets a dishonest agency, is retrained at
 * the city's expense and hired, across all services. Each step says what happens and which event carried it.
 */
import { eventually } from '@zhiqiao/testing';
import type { Cast } from './cast.ts';
import { type City, type Told, WrongStep } from './city.ts';

const COMMUNITY = '449902001001';
const STREET = '449902001';
const DISTRICT = '449902';
const SEWING = '6-05-01-03';
const PASTRY = '4-03-02-02';
const DAY = 86_400_000;

export type Step = { zh: string; en: string; tell(): Promise<Told> };

export const story = (city: City, cast: Cast): Step[] => {
  const { limei, factory, bakery, agency, schools } = cast;
  const admin = city.as('admin.wang');
  const clerk = city.as('clerk.li');
  const counsellor = city.as('counsellor.chen');
  const [wu, zheng] = [city.as('procurement.wu'), city.as('procurement.zheng')];
  const [sun, qian] = [city.as('licensing.sun'), city.as('licensing.qian')];
  const [wei, jiang] = [city.as('supervision.wei'), city.as('supervision.jiang')];
  const [feng, chu] = [city.as('hotline.feng'), city.as('hotline.chu')];
  const [her, theFactory, theBakery, theAgency] = [limei, factory, bakery, agency].map(({ login }) =>
    city.as(login),
  ) as [ReturnType<City['as']>, ReturnType<City['as']>, ReturnType<City['as']>, ReturnType<City['as']>];
  const ids: Record<
    | 'person'
    | 'employment'
    | 'registration'
    | 'licence'
    | 'agencyVacancy'
    | 'bakeryVacancy'
    | 'referral'
    | 'complaint'
    | 'tender'
    | 'enrolment'
    | 'secondReferral',
    string
  > = {} as never;

  const today = async (plusDays = 0) => dateOf(new Date((await city.now()).getTime() + plusDays * DAY));
  const later = async (days: number) => city.moveTo(new Date((await city.now()).getTime() + days * DAY));
  const untilBidsClose = async () => {
    const { body } = await wu.get('training', `/tenders/${ids.tender}`);
    await city.moveTo(new Date(Date.parse(body.deadline.at) + 60_000));
  };
  const insuranceKnows = (employments: object[]) =>
    city.as().put('insurance-double', `/double/persons/${limei.idNumber}`, {
      contributionMonths: 264,
      employments,
      involuntary: true,
    });

  return [
    {
      zh: '管理员为单位开通账号，中介机构取得人力资源服务许可证',
      en: 'Accounts are opened; the agency is granted its licence',
      async tell() {
        for (const { login, password, role, orgId } of [factory, bakery, agency, ...schools]) {
          city.remember(login, password);
          await admin.post('identity', '/accounts', { kind: 'organisation', login, password, roles: [role], orgId });
        }
        const application = {
          documents: ['BUSINESS_LICENCE', 'CHARTER', 'PREMISES_PROOF', 'FUNDS_PROOF', 'STAFF_LIST'],
          fullTimeStaff: 4,
          premises: true,
          fundsFen: 20_000_000,
        };
        const applied = await theAgency.post('licensing', '/licences', {
          kind: 'EMPLOYMENT_AGENCY',
          division: STREET,
          application,
        });
        ids.licence = applied.body.id;
        await sun.post('licensing', `/licences/${ids.licence}/acceptance`, { outcome: 'accept' });
        await sun.post('licensing', `/licences/${ids.licence}/decision`, { verified: application });
        await city.told('matching', 'agency', agency.orgId, 'AgencyPermitted');
        return city.told('licensing', 'licence', ids.licence, 'LicenceGranted');
      },
    },
    {
      zh: '制衣厂申报与李梅终止劳动关系',
      en: 'The factory reports 李梅 as dismissed',
      async tell() {
        const hired = await theFactory.post('registration', '/employments', {
          person: { idNumber: limei.idNumber, name: limei.name, phone: limei.phone },
          occupation: SEWING,
          division: STREET,
          startDate: '2004-03-01',
        });
        ids.employment = hired.body.id;
        ids.person = hired.body.personId;
        await insuranceKnows([{ employer: factory.orgId, from: '2004-03', through: (await today()).slice(0, 7) }]);
        await theFactory.post('registration', `/employments/${ids.employment}/termination`, {
          reason: 'ECONOMIC_LAYOFF',
          endedOn: await today(-1),
        });
        return city.told('registration', 'employment', ids.employment, 'EmploymentEnded');
      },
    },
    {
      zh: '李梅在街道窗口办理失业登记，规则准予登记并说明理由',
      en: 'She registers as unemployed at the street desk; the rules accept her, with reasons',
      async tell() {
        await clerk.post('registration', '/people', {
          idNumber: limei.idNumber,
          name: limei.name,
          phone: limei.phone,
          residence: COMMUNITY,
        });
        city.remember(limei.login, limei.password);
        await clerk.post('identity', '/public-accounts', {
          login: limei.login,
          password: limei.password,
          personId: ids.person,
        });
        const { body } = await clerk.post('registration', '/unemployment-registrations', {
          personId: ids.person,
          category: 'EMPLOYED_TO_UNEMPLOYED',
          residence: COMMUNITY,
          education: '70',
          occupationsWanted: [SEWING, PASTRY],
          statement: { jobless: true, wantsWork: true, ableToWork: true, drawsPension: false, truthful: true },
        });
        must(
          body.status === 'REGISTERED' && body.decision.pack.startsWith(city.city),
          'registered by a decision that names its rule pack',
          body,
        );
        ids.registration = body.id;
        return city.told('registration', 'unemployment', ids.registration, 'UnemploymentRegistered');
      },
    },
    {
      zh: '失业保险系统收到登记，核定并记载她的失业保险金',
      en: 'The unemployment-insurance system is told and grants her benefit',
      async tell() {
        const granted = await city.told('insurance', 'benefit', ids.registration, 'BenefitGranted');
        must(granted.data.months > 0 && granted.data.monthlyFen > 0, 'months and amount', granted);
        return granted;
      },
    },
    {
      zh: '中介机构和面包厂发布岗位',
      en: 'The agency and a bakery publish vacancies',
      async tell() {
        const vacancy = {
          occupation: SEWING,
          title: '缝纫工',
          duties: '平车缝制衬衫',
          division: STREET,
          headcount: 2,
          wageFromFen: 320_000,
          wageToFen: 450_000,
          validThrough: await today(60),
        };
        const offered = await theAgency.post('matching', '/vacancies', { ...vacancy, employerId: factory.orgId });
        ids.agencyVacancy = offered.body.id;
        const own = await theBakery.post('matching', '/vacancies', {
          ...vacancy,
          occupation: PASTRY,
          title: '中式面点师',
          duties: '制作包子馒头',
          headcount: 1,
          validThrough: await today(90),
        });
        ids.bakeryVacancy = own.body.id;
        return city.told('matching', 'vacancy', ids.agencyVacancy, 'VacancyPublished');
      },
    },
    {
      zh: '系统推荐岗位并逐条说明理由，职业指导员推荐她到中介机构的岗位',
      en: 'Vacancies are recommended with reasons; a counsellor refers her to the one of the agency',
      async tell() {
        await city.told('matching', 'profile', ids.person, 'ProfileOpened');
        const found: any = await eventually(async () => {
          const { body } = await her.get('matching', `/profiles/${ids.person}/recommendations`);
          return body.items.find((item: any) => item.vacancy.id === ids.agencyVacancy);
        });
        must(
          found.criteria.length > 0 && found.criteria.every((criterion: any) => criterion.reason.zh),
          'the vacancy with a reason per criterion',
          found,
        );
        const referral = await counsellor.post('matching', '/referrals', {
          personId: ids.person,
          vacancyId: ids.agencyVacancy,
        });
        ids.referral = referral.body.id;
        return city.told('matching', 'referral', ids.referral, 'ReferralOffered');
      },
    },
    {
      zh: '中介机构索要押金，李梅拒绝',
      en: 'The agency demands a deposit; she declines',
      async tell() {
        await her.post('matching', `/referrals/${ids.referral}/decline`, { reason: 'DEPOSIT_DEMANDED' });
        return city.told('matching', 'referral', ids.referral, 'ReferralDeclined');
      },
    },
    {
      zh: '她拨打热线投诉，工单受理并告知答复期限',
      en: 'She calls the hotline: a work order with a promised date',
      async tell() {
        const { body } = await feng.post('supervision', '/complaints', {
          kind: 'COMPLAINT',
          category: 'DEPOSIT_DEMANDED',
          targetOrgId: agency.orgId,
          division: STREET,
          text: '中介要求先交500元押金才安排面试。',
          caller: { name: limei.name, phone: limei.phone },
          personId: ids.person,
        });
        ids.complaint = body.id;
        must(body.answerBy > (await today()), 'a promised date', body);
        await theAgency.get('supervision', `/complaints/${ids.complaint}`, { purpose: '好奇', expect: 403 });
        return city.told('supervision', 'complaint', ids.complaint, 'ComplaintReceived');
      },
    },
    {
      zh: '监督部门派单、签收、立案调查，两名监察员查实',
      en: 'Supervision dispatches, investigates with two officers, and finds it substantiated',
      async tell() {
        const complaint = `/complaints/${ids.complaint}`;
        await feng.post('supervision', `${complaint}/classification`, {
          kind: 'COMPLAINT',
          category: 'DEPOSIT_DEMANDED',
          targetOrgId: agency.orgId,
        });
        await feng.post('supervision', `${complaint}/dispatch`, { unit: DISTRICT });
        await wei.post('supervision', `${complaint}/signature`);
        await wei.post('supervision', `${complaint}/investigation`);
        await jiang.post('supervision', `${complaint}/investigation`);
        await wei.post('supervision', `${complaint}/substantiation`, { finding: 'DEPOSIT_TAKEN' });
        return city.told('supervision', 'complaint', ids.complaint, 'ComplaintSubstantiated');
      },
    },
    {
      zh: '许可部门接到结果，双人检查后责令停业，中介机构的岗位立即下架',
      en: 'Licensing inspects and suspends the agency; its vacancies are withdrawn at once',
      async tell() {
        await city.told('licensing', 'inspection', ids.complaint, 'InspectionOpened');
        const finding = { finding: 'DEPOSIT_TAKEN', substantiated: true };
        await sun.post('licensing', `/inspections/${ids.complaint}/finding`, finding);
        await qian.post('licensing', `/inspections/${ids.complaint}/signature`);
        await sun.post('licensing', `/licences/${ids.licence}/suspension`, { inspectionId: ids.complaint });
        await city.told('licensing', 'licence', ids.licence, 'LicenceSuspended');
        const withdrawn = await city.told('matching', 'vacancy', ids.agencyVacancy, 'VacancyWithdrawn');
        const { body } = await her.get('matching', `/profiles/${ids.person}/recommendations`);
        must(
          body.items.every((item: any) => item.vacancy.id !== ids.agencyVacancy),
          'nothing of the suspended agency is recommended',
          body,
        );
        return withdrawn;
      },
    },
    {
      zh: '答复投诉人；另一名话务员回访，她表示满意',
      en: 'She is answered; another agent calls her back, and she is satisfied',
      async tell() {
        await wei.post('supervision', `/complaints/${ids.complaint}/reply`, {
          text: '该机构收取押金属实，已依法责令停业。',
        });
        await chu.post('supervision', `/complaints/${ids.complaint}/call-backs`, {
          reached: true,
          satisfaction: 5,
          resolved: true,
          ourFault: false,
        });
        return city.told('supervision', 'complaint', ids.complaint, 'CallBackRecorded');
      },
    },
    {
      zh: '人社局招标购买再就业培训：公告、密封投标、双人开标',
      en: 'The bureau tenders a retraining course: notice, sealed bids, opened by two officers',
      async tell() {
        const { body } = await wu.post('training', '/tenders', {
          courseTitle: '中式面点师初级班',
          occupation: PASTRY,
          seats: 20,
          hours: 16,
          fund: 'INSURANCE',
          budgetFen: 6_000_000,
          priceWeight: 20,
          criteria: [
            { criterion: 'TEACHERS', weight: 40 },
            { criterion: 'PAST_RESULTS', weight: 40 },
          ],
        });
        ids.tender = body.id;
        await wu.post('training', `/tenders/${ids.tender}/announcement`, {});
        for (const [i, school] of schools.entries())
          await city.as(school.login).post('training', `/tenders/${ids.tender}/bids`, {
            priceFen: 4_000_000 + i * 500_000,
            teachers: 6 - i,
            employedPercent: 80 - i * 5,
            proposal: '理论与实操结合，推荐就业。',
          });
        await wu.post('training', `/tenders/${ids.tender}/opening`, {}, { expect: 409 });
        await untilBidsClose();
        await wu.post('training', `/tenders/${ids.tender}/opening`);
        await zheng.post('training', `/tenders/${ids.tender}/opening/confirmation`);
        const opened = await city.told('training', 'tender', ids.tender, 'TenderOpened');
        must(opened.data.bids === 3, 'three bids', opened);
        return opened;
      },
    },
    {
      zh: '评标、定标、签订合同，开班',
      en: 'Scoring, award, contract; the course opens',
      async tell() {
        const { body } = await wu.get('training', `/tenders/${ids.tender}`);
        const committee = ['expert-1', 'expert-2', 'expert-3', 'expert-4', 'expert-5'];
        const sheets = body.sheet.flatMap(({ bidId, priceFen }: any) =>
          committee.map((expert) => ({
            expert,
            bidId,
            points: { TEACHERS: 90 - priceFen / 100_000, PAST_RESULTS: 85 },
          })),
        );
        await wu.post('training', `/tenders/${ids.tender}/evaluation`, { committee, rejected: [], sheets });
        await zheng.post('training', `/tenders/${ids.tender}/award`);
        const award = await city.told('training', 'tender', ids.tender, 'TenderAwarded');
        must(award.data.supplierId === schools[0]?.orgId, 'the best and cheapest bid wins', award);
        await wu.post('training', `/tenders/${ids.tender}/contract`, { contractNo: `QZ-${cast.run}` });
        return city.told('training', 'course', ids.tender, 'CourseOpened');
      },
    },
    {
      zh: '李梅免费参加培训，出勤达标并取得证书',
      en: 'She enrols free of charge, attends, and is certified',
      async tell() {
        const seat = await her.post('training', `/courses/${ids.tender}/enrolments`, {});
        ids.enrolment = seat.body.enrolmentId;
        await city.told('training', 'enrolment', ids.enrolment, 'TraineeEnrolled');
        const school = city.as(schools[0]!.login);
        for (let day = 0; day < 2; day++) {
          await later(1);
          await school.post('training', `/enrolments/${ids.enrolment}/attendance`, { on: await today(), hours: 8 });
        }
        await wu.post('training', `/enrolments/${ids.enrolment}/certification`, {
          certificateNo: `S4499${cast.run.toUpperCase()}`,
        });
        return city.told('training', 'enrolment', ids.enrolment, 'TraineeCertified');
      },
    },
    {
      zh: '第二次推荐：面试后被面包厂录用',
      en: 'The next referral: after an interview the bakery hires her',
      async tell() {
        const { body } = await counsellor.post('matching', '/referrals', {
          personId: ids.person,
          vacancyId: ids.bakeryVacancy,
        });
        ids.secondReferral = body.id;
        const referral = `/referrals/${ids.secondReferral}`;
        await her.post('matching', `${referral}/acceptance`);
        await theBakery.post('matching', `${referral}/interview`, { on: await today() });
        const outcome = { outcome: 'HIRED', startDate: await today() };
        await theBakery.post('matching', `${referral}/outcome`, outcome);
        await her.post('matching', `${referral}/outcome`, outcome);
        await city.told('matching', 'vacancy', ids.bakeryVacancy, 'VacancyFilled');
        return city.told('matching', 'referral', ids.secondReferral, 'ReferralHired');
      },
    },
    {
      zh: '面包厂办理就业登记，她的失业登记因就业而注销，免费培训权益收回',
      en: 'The bakery registers the hiring: her unemployment registration ends for the right reason',
      async tell() {
        await theBakery.post('registration', '/employments', {
          person: { idNumber: limei.idNumber, name: limei.name },
          occupation: PASTRY,
          division: STREET,
          startDate: await today(),
        });
        const month = (await today()).slice(0, 7);
        await insuranceKnows([
          { employer: factory.orgId, from: '2004-03', through: month },
          { employer: bakery.orgId, from: month },
        ]);
        const closed = await city.told(
          'registration',
          'unemployment',
          ids.registration,
          'UnemploymentRegistrationClosed',
        );
        must(closed.data.reason === 'HIRED', 'closed because she was hired', closed);
        await city.told('training', 'trainee', ids.person, 'TraineeEntitlementEnded');
        return closed;
      },
    },
    {
      zh: '失业保险系统停发她的失业保险金',
      en: 'Her benefit stops in the insurance system',
      async tell() {
        const stopped = await city.told('insurance', 'benefit', ids.registration, 'BenefitStopped');
        const { body } = await city.as().get('insurance-double', '/double/claims');
        const claim = body.items.find((item: any) => item.reference === ids.registration);
        must(claim?.status === 'STOPPED', 'the partner has stopped it too', claim);
        return stopped;
      },
    },
    {
      zh: '一个月后比对参保成功，培训机构的尾款到期应付',
      en: 'After a month the insurance match succeeds: the provider’s instalment falls due',
      async tell() {
        await later(45);
        const due = await city.told('training', 'enrolment', ids.enrolment, 'InstalmentDue');
        const matched = due.data.because === 'INSURED' ? due : await waitForInsured();
        must(
          matched.data.providerId === schools[0]?.orgId && matched.data.amountFen > 0,
          'owed to the provider',
          matched,
        );
        return matched;
      },
    },
    {
      zh: '投诉办结归档，记录了她的满意度',
      en: 'The complaint is closed with her satisfaction recorded',
      async tell() {
        const archived = await city.told('supervision', 'complaint', ids.complaint, 'ComplaintArchived');
        must(archived.data.satisfaction === 5, 'her satisfaction', archived);
        return archived;
      },
    },
    {
      zh: '季度供求报告反映了以上全部',
      en: 'The quarter’s supply-demand report shows all of it',
      async tell() {
        const hired = await city.told('matching', 'referral', ids.secondReferral, 'ReferralHired');
        const quarter = quarterOf(hired.at);
        const { body } = await city.as('manager.zhao').get('matching', `/reports/supply-demand?quarter=${quarter}`);
        must(body.flows.hires >= 1 && body.flows.profilesClosed.HIRED >= 1, 'the hire', body);
        const registered = await city.told('registration', 'unemployment', ids.registration, 'UnemploymentRegistered');
        const earlier = quarterOf(registered.at);
        const first =
          earlier === quarter
            ? body
            : (await city.as('manager.zhao').get('matching', `/reports/supply-demand?quarter=${earlier}`)).body;
        // Where its publication is heard of so late that the agency is suspended by then, that says why it goes.
        const { AGENCY_SUSPENDED, AGENCY_BARRED_MEANWHILE } = first.flows.vacanciesWithdrawn;
        must(
          first.seekers.new >= 1 &&
            first.demand.new >= 3 &&
            (AGENCY_SUSPENDED ?? AGENCY_BARRED_MEANWHILE)?.vacancies >= 1,
          'seeker, vacancies and the withdrawn ones',
          first,
        );
        return hired;
      },
    },
  ];

  function waitForInsured(): Promise<Told> {
    return city
      .told('training', 'enrolment', ids.enrolment, 'InstalmentDue')
      .then((due) => (due.data.because === 'INSURED' ? due : waitForInsured()));
  }
};

const dateOf = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const quarterOf = (at: string) => {
  const [year, month] = dateOf(new Date(at)).split('-');
  return `${year}Q${Math.ceil(Number(month) / 3)}`;
};
function must(holds: boolean | undefined, what: string, seen: unknown): asserts holds {
  if (!holds) throw new WrongStep(`expected ${what}, saw ${JSON.stringify(seen)}`);
}
