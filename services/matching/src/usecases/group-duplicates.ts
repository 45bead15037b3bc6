import type { Rec } from '@zhiqiao/records';
import { type DuplicateGroup, groupOf } from '../domain/duplicate.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from './matching.ts';
import type { OpenVacancy } from './on-the-market.ts';

/** Every group that a vacancy can ever have joined: one for each wording that it had. */
export const groupsOf = async ({ vacancies, platform }: Matching, vacancyId: string): Promise<string[]> => {
  if (!(await vacancies.seek(platform, vacancyId))) return [];
  const history = await vacancies.history(platform, vacancyId);
  return [
    ...new Set(
      history.flatMap((event) =>
        event.type === 'VacancyPublished' || event.type === 'VacancyChanged' ? groupOf(event.data) : [],
      ),
    ),
  ];
};

/** All advertisements of the post that an id advertises, itself among them. */
export type SamePost = (id: string) => readonly string[];

export const samePostOf = (groups: Iterable<Rec<DuplicateGroup>>): SamePost => {
  const membersOf = new Map<string, readonly string[]>();
  for (const { state } of groups) for (const id of state.members) membersOf.set(id, state.members);
  return (id) => membersOf.get(id) ?? [id];
};

export const samePostAmong = async ({ duplicates, platform }: Matching, ids: readonly string[]): Promise<SamePost> =>
  samePostOf(ids.length === 0 ? [] : await collect(every(duplicates, platform, { members: { in: [...ids] } })));

/** Of several advertisements of one post only the first, with how many more there are. */
export const oneOfEach = async (matching: Matching, found: OpenVacancy[]) => {
  const samePost = await samePostAmong(
    matching,
    found.map(({ id }) => id),
  );
  return found.flatMap((vacancy) => {
    const [first, ...others] = samePost(vacancy.id);
    return first === vacancy.id ? [{ vacancy, alsoOffered: others.length }] : [];
  });
};
