import { createHash } from 'node:crypto';
import { duplicateEvents, type EventOf } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';
import type { VacancyOffer } from './vacancy.ts';

export type DuplicateEvent = EventOf<typeof duplicateEvents>;
/** The first of `members` stands for all in lists. */
export type DuplicateGroup = { employerId?: string; members: string[]; tooBig: boolean };

/** Advertisements of one post; the record has the id that `groupOf` gives to each of them. */
export const duplicates: RecordKind<DuplicateGroup, typeof duplicateEvents> = {
  events: duplicateEvents,
  initial: { members: [], tooBig: false },
  evolve(group, event) {
    switch (event.type) {
      case 'DuplicateJoined': {
        const { vacancyId, employerId } = event.data;
        return { ...group, employerId, members: [...group.members, vacancyId] };
      }
      case 'DuplicateLeft':
        return { ...group, members: group.members.filter((id) => id !== event.data.vacancyId) };
      case 'GroupTooBig':
        return { ...group, tooBig: true };
      case 'GroupShrunk':
        return { ...group, tooBig: false };
    }
  },
  access: (_, actor) => (holds(actor, 'counsellor', 'manager') ? 'read' : 'none'),
  indexes: [{ fields: ['members'] }, { fields: ['tooBig'] }],
};

const FLUFF = /急聘|急招|诚聘|诚招|直招|直聘|高薪|招聘|大量|长期|包吃住|包吃|包住|五险一金|双休|待遇优厚|名企/gu;
const WAGE_STEP_FEN = 50_000;

const bare = (title: string) => {
  const letters = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters.replace(FLUFF, '') || letters;
};

/** The same employer, occupation, street, title without its ornaments, and wage to within 500 yuan. */
export const groupOf = ({
  employerId,
  occupation,
  division,
  title,
  wageFromFen,
}: Pick<VacancyOffer, 'employerId' | 'occupation' | 'division' | 'title' | 'wageFromFen'>) =>
  createHash('sha256')
    .update(
      [employerId, occupation, division.slice(0, 9), bare(title), Math.floor(wageFromFen / WAGE_STEP_FEN)].join('|'),
    )
    .digest('base64url')
    .slice(0, 22);

/** The staff was alarmed long before: a flood of advertisements must not make the record too large. */
const MOST_KEPT = 1000;

export const join = (
  group: DuplicateGroup,
  vacancy: { vacancyId: string; employerId: string },
  most: number,
): DuplicateEvent[] => {
  if (group.members.includes(vacancy.vacancyId) || group.members.length >= MOST_KEPT) return [];
  const size = group.members.length + 1;
  const joined: DuplicateEvent = { type: 'DuplicateJoined', data: vacancy };
  return size > most && !group.tooBig ? [joined, { type: 'GroupTooBig', data: { size, most } }] : [joined];
};

export const leave = (group: DuplicateGroup, vacancyId: string, most: number): DuplicateEvent[] => {
  if (!group.members.includes(vacancyId)) return [];
  const size = group.members.length - 1;
  const left: DuplicateEvent = { type: 'DuplicateLeft', data: { vacancyId } };
  return size <= most && group.tooBig ? [left, { type: 'GroupShrunk', data: { size, most } }] : [left];
};
