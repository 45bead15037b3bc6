import { type Actor, systemActor } from '@zhiqiao/domain';
import type { AnyKind, Query, Rec, Records, StateOf } from '@zhiqiao/records';
import { type Calendar, deadlineBy, deadlineFact, type RulePacks } from '@zhiqiao/rules';
import type { SamePerson } from '@zhiqiao/service-kit';
import type { bids } from '../domain/bid.ts';
import type { courses } from '../domain/course.ts';
import type { enrolments } from '../domain/enrolment.ts';
import type { tenders } from '../domain/tender.ts';
import type { trainees } from '../domain/trainee.ts';
import type { BidBox } from '../ports/bid-box.ts';

/** What the use cases work with. */
export type World = {
  city: string;
  tenders: Records<typeof tenders>;
  bids: Records<typeof bids>;
  courses: Records<typeof courses>;
  trainees: Records<typeof trainees>;
  enrolments: Records<typeof enrolments>;
  samePerson(personId: string): Promise<SamePerson>;
  bidBox: BidBox;
  rules: RulePacks;
  calendar: Calendar;
};

export const platformActor = ({ city }: World): Actor => systemActor(city, 'training');

/** The law of the city on the day of an instant. */
export const lawOn = ({ rules, calendar, city }: World, now: Date) => {
  const on = calendar.dateOf(now);
  const pack = rules.on(city, on);
  return {
    on,
    number: pack.number,
    deadline: (key: string) => deadlineFact(deadlineBy(calendar, pack, key, on)),
    /** What of the price is paid when; see `training.instalments`. */
    instalments: () =>
      pack.table('training.instalments').map(({ month, percent }) => ({ month: month!, percent: percent! })),
  };
};

/** Every record that matches, page by page. */
export const findAll = async <K extends AnyKind>(
  records: Records<K>,
  actor: Actor,
  where: Query['where'],
): Promise<Rec<StateOf<K>>[]> => {
  const found: Rec<StateOf<K>>[] = [];
  let after: string | undefined;
  do {
    const page = await records.find(actor, { where, limit: 200, ...(after !== undefined && { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
};
