import { groupOf } from '../domain/duplicate.ts';
import { every } from '../ports/every.ts';
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

export const samePostAmong = async ({ duplicates, platform }: Matching, ids: readonly string[]): Promise<SamePost> => {
  const groups = new Map<string, readonly string[]>();
  if (ids.length > 0)
    for await (const { state } of every(duplicates, platform, { members: { in: [...ids] } }))
      for (const id of state.members) groups.set(id, state.members);
  return (id) => groups.get(id) ?? [id];
};

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
