/** What registration keeps of one person of the loaded city: two employments and a registration of unemployment. */
import { positionsAfter } from '@zhiqiao/bus';
import type { DecisionFact, UnemploymentEvent } from '@zhiqiao/domain';
import { type AnyKind, fromLogRow, type LogRow, type Step, withHistory } from '@zhiqiao/records';
import {
  type Acceptance,
  acceptanceFor,
  close,
  employment,
  endEmployment,
  entitlements,
  grant,
  person,
  registerEmployment,
  registerPerson,
  takeIn,
  unemployment,
  withdraw,
} from '@zhiqiao/registration/loading';
import { addDays, addMonths } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { idNumber } from '@zhiqiao/testing';

export type Person = {
  personId: string;
  community: string;
  occupation: string;
  employers: readonly [string, string];
  /** Now; otherwise long ago, and hired since. */
  registered: boolean;
};
/** Collection -> documents. */
export type Documents = Map<string, object[]>;

const BY = 'loaded';
const CATEGORY = 'EMPLOYED_TO_UNEMPLOYED';
const noon = (date: string) => new Date(`${date}T04:00:00.000Z`);

/** Whoever is registered is warned from the third day after `today` on. */
export const pastOn = (platform: Pick<Platform, 'city' | 'rules' | 'calendar'>, today: string) => {
  const { city } = platform;
  const lastSeen = addMonths(addDays(today, 33), -6);
  const longAgo = addMonths(lastSeen, -24);
  // Without windows of confirmation: the day that is measured is the one of the warnings.
  const accepted = (on: string) => ({
    ...acceptanceFor(platform as Platform, on, CATEGORY, idNumber('1990-01-01', 1), []),
    confirmation: undefined,
  });
  const [then, now] = [accepted(longAgo), accepted(lastSeen)];

  /** All documents that she leaves in registration's database, but for the vault's. */
  const documentsOf = (who: Person): Documents => {
    const { personId, registered, employers } = who;
    const documents: Documents = new Map();
    const add = (collection: string, ...more: object[]) =>
      documents.set(collection, [...(documents.get(collection) ?? []), ...more]);
    const keep = <K extends AnyKind>(kind: K, id: string, steps: Step<K>[]): LogRow[] => {
      const { record, log } = withHistory(kind, city, id, BY, steps);
      add(kind.events.stream, record);
      add('log', ...log);
      return log;
    };
    const asOf = noon('2015-03-02');
    keep(person, personId, [
      { at: asOf, decide: registerPerson({ personId, asOf: asOf.toISOString(), residence: who.community }) },
    ]);
    const lastDay = addDays(registered ? lastSeen : longAgo, -10);
    const heard = [
      ...keep(employment, `${personId}-a`, employed(who, employers[0], '2015-03-02', '2019-06-28')),
      ...keep(employment, `${personId}-b`, employed(who, employers[1], '2019-09-02', lastDay)),
      ...keep(
        unemployment,
        `${personId}-u`,
        registered ? [registeredAs(who, now)] : [registeredAs(who, then), hired(addMonths(longAgo, 3))],
      ),
    ];
    keep(entitlements, personId, heard.flatMap(claimed));
    // Registration follows these streams of its own.
    const { collection, positions } = positionsAfter('registration', heard);
    add(collection, ...positions);
    return documents;
  };
  return { documentsOf, warnedAt: new Date(now.contact.warnAt) };
};

const employed = (who: Person, employerId: string, startDate: string, endedOn: string): Step<typeof employment>[] => {
  const { personId, occupation, community: division } = who;
  const hiring = { personId, employerId, occupation, division, startDate, filedOn: startDate, late: false };
  const end = { reason: 'ECONOMIC_LAYOFF', involuntary: true, endedOn, filedOn: endedOn, late: false } as const;
  return [
    { at: noon(startDate), decide: registerEmployment(hiring) },
    { at: noon(endedOn), decide: endEmployment(end) },
  ];
};

const registeredAs = (
  { personId, community: division, occupation }: Person,
  acceptance: Acceptance,
): Step<typeof unemployment> => {
  const { on } = acceptance;
  const decision: DecisionFact = {
    outcome: 'accept',
    rules: [],
    pack: 'loaded',
    facts: { age: 40, jobless: true, openEmployments: [] },
    on,
  };
  const { closeBy } = acceptance.contact;
  const appealBy = { OBJECTION: closeBy, RECONSIDERATION: closeBy, LITIGATION: closeBy };
  const intake = { personId, category: CATEGORY, division, education: '70', occupationsWanted: [occupation], decision };
  const unused = { by: BY, channel: 'COUNTER', decideBy: closeBy, appealBy } as const;
  return { at: noon(on), decide: takeIn(intake as never, { ...acceptance, ...unused }) };
};

const hired = (on: string): Step<typeof unemployment> => ({
  at: noon(on),
  decide: close('HIRED', on, { ground: 'OWN_WISH' }),
});

/** What she may claim follows from what she was granted, as registration hears it of itself. */
const claimed = (row: LogRow): Step<typeof entitlements>[] => {
  const { recordId: registrationId, ...event } = fromLogRow(row) as UnemploymentEvent & {
    recordId: string;
    at: string;
  };
  const at = new Date(event.at);
  switch (event.type) {
    case 'EntitlementGranted':
      return [{ at, decide: ({ state }) => grant({ ...event.data, registrationId })(state) }];
    case 'EntitlementWithdrawn':
      return [{ at, decide: ({ state }) => withdraw({ ...event.data, registrationId })(state) }];
    default:
      return [];
  }
};
