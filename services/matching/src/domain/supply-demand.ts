import type {
  EventOf,
  profileEvents,
  Recorded,
  referralEvents,
  SupplyDemandReport,
  vacancyEvents,
} from '@zhiqiao/domain';

type ProfileEvent = Recorded<EventOf<typeof profileEvents>>;
type VacancyEvent = Recorded<EventOf<typeof vacancyEvents>>;
type ReferralEvent = Recorded<EventOf<typeof referralEvents>>;
export type ReportedEvent = ProfileEvent | VacancyEvent | ReferralEvent;

/** The major groups of the 2022 classification. */
const GROUPS = {
  1: { zh: '单位负责人', en: 'Managers' },
  2: { zh: '专业技术人员', en: 'Professionals and technicians' },
  3: { zh: '办事人员', en: 'Clerks' },
  4: { zh: '社会生产服务和生活服务人员', en: 'Service workers' },
  5: { zh: '农、林、牧、渔业生产人员', en: 'Agricultural workers' },
  6: { zh: '生产制造人员', en: 'Production and manufacturing workers' },
  7: { zh: '军队人员', en: 'Armed forces' },
  8: { zh: '不便分类的其他从业人员', en: 'Others' },
} as const;
const groupOf = (occupation: string) => occupation.charAt(0);

/** First instant of a quarter and of the one after it, in the city's time. */
export const quarterBounds = (quarter: string) => {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  const monthStart = (month: number) => new Date(Date.UTC(year, month) - 8 * 3_600_000);
  return { from: monthStart((number - 1) * 3), to: monthStart(number * 3) };
};

const hundredths = (value: number) => Math.round(value * 100) / 100;

/** 求人倍率, two decimals; null without seekers (RPT-01). */
export const ratioOf = (demand: number, seekers: number) => (seekers === 0 ? null : hundredths(demand / seekers));

/** For the ratio only, seekers without a wish are spread over the groups by demand, unrounded (RPT-02). */
export const groupRatio = (demand: number, seekers: number, withoutWish: number, allDemand: number) =>
  ratioOf(demand, seekers + (allDemand === 0 ? 0 : (withoutWish * demand) / allDemand));

/** `valid`: the headcount that counts in the quarter; `left`: what is not hired yet. */
type DemandRow = { occupation: string; headcount: number; valid: number; left: number; isNew: boolean };
type SeekerRow = { category: string; firstWish: string | undefined; isNew: boolean };

/** A vacancy is not to be had any more. */
const LEAVES: ReadonlySet<VacancyEvent['type']> = new Set(['VacancyFilled', 'VacancyExpired', 'VacancyWithdrawn']);

/** Adds to a count by name. */
const tally = (counts: Record<string, number>, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/**
 * The quarterly report as a fold over the service's events, those of one record in their order. Valid in the period
 * (本期有效数) = carried over + new. What happened at `asOf` or later, or after the quarter, is not seen.
 */
export const supplyDemand = (city: string, quarter: string, asOf: Date) => {
  const { from, to } = quarterBounds(quarter);
  const start = from.toISOString();
  const end = (asOf < to ? asOf : to).toISOString();
  const demand = new Map<string, DemandRow>();
  const seekers = new Map<string, SeekerRow>();
  const flows: SupplyDemandReport['flows'] = {
    hires: 0,
    referralsOffered: 0,
    referralsDeclined: {},
    vacanciesWithdrawn: {},
    vacanciesRefused: 0,
    profilesClosed: {},
  };
  let events = 0;

  const withdrawn = (reason: string, headcount: number) => {
    const sum = flows.vacanciesWithdrawn[reason] ?? { vacancies: 0, headcount: 0 };
    flows.vacanciesWithdrawn[reason] = { vacancies: sum.vacancies + 1, headcount: sum.headcount + headcount };
  };

  const addVacancy = (event: VacancyEvent, inQuarter: boolean) => {
    if (event.type === 'VacancyPublished') {
      const { occupation, headcount } = event.data;
      demand.set(event.recordId, { occupation, headcount, valid: headcount, left: headcount, isNew: inQuarter });
    } else if (event.type === 'VacancyRefused') {
      if (inQuarter) flows.vacanciesRefused += 1;
    } else {
      const row = demand.get(event.recordId);
      if (!row) return;
      if (event.type === 'HireCounted') {
        row.left -= 1;
        if (!inQuarter) row.valid -= 1;
      } else if (event.type === 'VacancyChanged') {
        const { occupation, headcount } = event.data;
        const more = headcount - row.headcount;
        Object.assign(row, { occupation, headcount, valid: row.valid + more, left: row.left + more });
      } else if (LEAVES.has(event.type)) {
        if (!inQuarter) demand.delete(event.recordId);
        else if (event.type === 'VacancyWithdrawn') withdrawn(event.data.reason, row.left);
      }
    }
  };

  const addProfile = (event: ProfileEvent, inQuarter: boolean) => {
    const row = seekers.get(event.recordId);
    switch (event.type) {
      case 'ProfileOpened': {
        const { category, occupationsWanted } = event.data;
        // Who closes and comes back within the quarter is one seeker.
        seekers.set(event.recordId, { category, firstWish: occupationsWanted[0], isNew: row ? row.isNew : inQuarter });
        return;
      }
      case 'ProfileChanged':
        if (row) row.firstWish = event.data.occupationsWanted[0];
        return;
      case 'ProfileClosed':
        if (inQuarter) tally(flows.profilesClosed, event.data.reason);
        else seekers.delete(event.recordId);
    }
  };

  const addReferral = (event: ReferralEvent) => {
    if (event.type === 'ReferralOffered') flows.referralsOffered += 1;
    else if (event.type === 'ReferralHired') flows.hires += 1;
    else if (event.type === 'ReferralDeclined') tally(flows.referralsDeclined, event.data.reason);
  };

  return {
    add(event: ReportedEvent) {
      if (event.at >= end) return;
      events += 1;
      const inQuarter = event.at >= start;
      if (event.stream === 'vacancy') addVacancy(event as VacancyEvent, inQuarter);
      else if (event.stream === 'profile') addProfile(event as ProfileEvent, inQuarter);
      else if (inQuarter) addReferral(event as ReferralEvent);
    },
    result(): SupplyDemandReport {
      const totals = totalsOf([...demand.values()], [...seekers.values()]);
      return { city, quarter, asOf: asOf.toISOString(), events, ...totals, flows };
    },
  };
};

const sum = <T>(rows: T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);

const totalsOf = (demand: DemandRow[], seekers: SeekerRow[]) => {
  const split = <T extends { isNew: boolean }>(rows: T[], of: (row: T) => number) => {
    const fresh = sum(
      rows.filter(({ isNew }) => isNew),
      of,
    );
    const valid = sum(rows, of);
    return { carriedOver: valid - fresh, new: fresh, valid };
  };
  const [demanded, seeking] = [split(demand, ({ valid }) => valid), split(seekers, () => 1)];
  const withoutWish = sum(seekers, ({ firstWish }) => (firstWish === undefined ? 1 : 0));
  return {
    demand: demanded,
    seekers: seeking,
    ratio: ratioOf(demanded.valid, seeking.valid),
    byOccupation: Object.entries(GROUPS).map(([group, name]) => {
      const inGroup = sum(demand, ({ occupation, valid }) => (groupOf(occupation) === group ? valid : 0));
      const wishing = sum(seekers, ({ firstWish }) => (firstWish && groupOf(firstWish) === group ? 1 : 0));
      return {
        group,
        name,
        demand: inGroup,
        seekers: wishing,
        gap: inGroup - wishing,
        ratio: groupRatio(inGroup, wishing, withoutWish, demanded.valid),
      };
    }),
    seekersWithoutWish: withoutWish,
    bySeekerCategory: Object.entries(Object.groupBy(seekers, ({ category }) => category))
      .map(([category, rows]) => ({
        category,
        seekers: rows!.length,
        percent: hundredths((rows!.length * 100) / seekers.length),
      }))
      .sort((a, b) => b.seekers - a.seekers || (a.category < b.category ? -1 : 1)),
  };
};
