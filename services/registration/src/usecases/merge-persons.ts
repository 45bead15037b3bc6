import { systemActor, type Text } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { certificate } from '../domain/certificate.ts';
import { employment } from '../domain/employment.ts';
import { household } from '../domain/household.ts';
import { merge, suspicion } from '../domain/suspicion.ts';
import { unemployment } from '../domain/unemployment.ts';
import { errors } from '../errors.ts';
import { samePerson } from './same-person.ts';

type Obstacle = { what: string; records: string[]; first: Text };

const FIRST = {
  REGISTRATION: {
    zh: '被并入的人员有未注销的失业登记：先注销，或改以其为保留人员',
    en: 'The one who is merged has an open unemployment registration: close it, or let her be the survivor',
  },
  WORK_AND_REGISTRATION: {
    zh: '一方在业、另一方登记失业：先终止就业登记或注销失业登记',
    en: 'One is employed while the other is registered unemployed: end one of the two',
  },
  SAME_EMPLOYER: {
    zh: '双方在同一单位均有未终止的就业登记：先终止其中一条',
    en: 'Both have an open employment with the same employer: end one of them',
  },
  CERTIFICATE: {
    zh: '被并入的人员持有或申领了就业创业证：先注销，或改以其为保留人员',
    en: 'The one who is merged has a certificate: cancel it, or let her be the survivor',
  },
  HOUSEHOLD: {
    zh: '被并入的人员属于一个家庭户：先办理退出',
    en: 'The one who is merged is in a household: take her out of it first',
  },
} as const satisfies Record<string, Text>;

/** What is open must be the survivor's: other registers go by her id alone. */
const obstaclesTo = async (platform: Platform, survivor: string, merged: string): Promise<Obstacle[]> => {
  const { city, records } = platform;
  const system = systemActor(city, 'registration');
  const [kept, gone] = await Promise.all([samePerson(platform, survivor), samePerson(platform, merged)]);
  const openOf = async (ids: string[]) => {
    const personId = { in: ids };
    const [registrations, jobs] = await Promise.all([
      records(unemployment).find(system, { where: { personId, open: true } }),
      records(employment).find(system, { where: { personId, status: 'OPEN' } }),
    ]);
    const employers = new Map<string, string>();
    for (const { id, state } of jobs.items)
      if (state.status === 'OPEN') employers.set(state.own ? state.kind : state.employerId, id);
    return { registrations: registrations.items.map(({ id }) => id), employers };
  };
  const [ofKept, ofGone, paper, home] = await Promise.all([
    openOf(kept.ids),
    openOf(gone.ids),
    records(certificate).seek(system, gone.id),
    records(household).find(system, { where: { current: { in: gone.ids } } }),
  ]);
  const sameEmployer = [...ofGone.employers].flatMap(([employer, id]) => {
    const other = ofKept.employers.get(employer);
    return other ? [id, other] : [];
  });
  const found: [keyof typeof FIRST, string[]][] = [
    ['REGISTRATION', ofGone.registrations],
    [
      'WORK_AND_REGISTRATION',
      ofKept.registrations.length && ofGone.employers.size
        ? [...ofKept.registrations, ...ofGone.employers.values()]
        : [],
    ],
    ['SAME_EMPLOYER', sameEmployer],
    ['CERTIFICATE', paper && paper.state.status !== 'CANCELLED' ? [paper.id] : []],
    ['HOUSEHOLD', home.items.map(({ id }) => id)],
  ];
  return found.filter(([, ids]) => ids.length).map(([what, ids]) => ({ what, records: ids, first: FIRST[what] }));
};

/** The second officer's word. From here on the survivor's id answers for both; nothing is moved or rewritten. */
export const mergePersons = async (platform: Platform, command: Command, id: string) => {
  const suspicions = platform.records(suspicion);
  const { state } = await suspicions.get(command.actor, id);
  if (state.status === 'MERGE_PROPOSED') {
    const { survivor, merged } = state;
    const [kept, gone] = await Promise.all([samePerson(platform, survivor), samePerson(platform, merged)]);
    if (kept.id !== survivor || gone.id !== merged || kept.ids.includes(merged))
      throw errors.mergedAlready({ persons: [kept.id, gone.id] });
    const obstacles = await obstaclesTo(platform, survivor, merged);
    if (obstacles.length) throw errors.mergeBlocked({ obstacles });
  }
  return suspicions.change(command, id, merge(command.actor.id));
};
