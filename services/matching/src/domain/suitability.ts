import { type PostPlace, type SuitabilityFact, withinDivision } from '@zhiqiao/domain';
import type { KnownProfile } from './profile.ts';
import type { KnownVacancy } from './vacancy.ts';

type Seeker = Pick<KnownProfile, 'division' | 'occupationsWanted' | 'districts' | 'wageWishFen'>;
type Post = Pick<KnownVacancy, 'occupation' | 'division' | 'wageFromFen' | 'wageToFen'>;

/** What is known of the fit at the moment of the offer: facts, no judgement. */
export const suitabilityOf = (
  seeker: Seeker,
  post: Post,
  { minimumWageFen, vacancyVersion }: { minimumWageFen: number; vacancyVersion: number },
): SuitabilityFact => {
  const { occupationsWanted, wageWishFen } = seeker;
  const { wageFromFen, wageToFen } = post;
  return {
    ...(occupationsWanted.length > 0 && {
      occupationShared: Math.max(...occupationsWanted.map((wanted) => sharedLevels(wanted, post.occupation))),
    }),
    place: placeFor(seeker, post.division),
    wageFromFen,
    wageToFen,
    minimumWageFen,
    ...(wageWishFen !== undefined && { wageWishFen }),
    ...(wageWishFen !== undefined &&
      wageWishFen > 0 && { wagePercentOfWish: Math.floor((wageFromFen * 100) / wageWishFen) }),
    vacancyVersion,
  };
};

/** `4-10-00-00` names a whole group: everything below it agrees with it. */
const sharedLevels = (wanted: string, offered: string) => {
  const [a, b] = [wanted.split('-'), offered.split('-')];
  const parted = a.findIndex(
    (part, level) => part !== b[level] && !(level > 0 && a.slice(level).every((p) => p === '00')),
  );
  return parted === -1 ? 4 : parted;
};

const placeFor = ({ division, districts }: Seeker, post: string): PostPlace => {
  if (districts.some((wanted) => withinDivision(wanted, post))) return 'WANTED';
  if (withinDivision(division.slice(0, 9), post)) return 'SAME_STREET';
  return division.slice(0, 6) === post.slice(0, 6) ? 'SAME_DISTRICT' : 'ELSEWHERE';
};
