import { groupOf } from '../domain/duplicate.ts';
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

/** Of several advertisements of one post only the first, with how many more there are. */
export const oneOfEach = async ({ duplicates, platform }: Matching, found: OpenVacancy[]) => {
  const ids = found.map(({ id }) => id);
  const { items: groups } = await duplicates.find(platform, { where: { members: { in: ids } }, limit: 200 });
  const groupWith = (id: string) => groups.find(({ state }) => state.members.includes(id))?.state.members ?? [id];
  return found.flatMap((vacancy) => {
    const [first, ...others] = groupWith(vacancy.id);
    return first === vacancy.id ? [{ vacancy, alsoOffered: others.length }] : [];
  });
};
