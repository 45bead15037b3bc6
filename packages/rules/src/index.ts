export * from './benefit.ts';
export { chineseCalendar } from './calendar.ts';
export { addDays, addMonths, ageOn, dateInShanghai, endOfDay } from './dates.ts';
export * from './deadline.ts';
export * from './entitlement.ts';
export * from './evaluate.ts';
export { InvalidPacks, loadRulePacks } from './packs.ts';
export type { Text } from './text.ts';
export * from './types.ts';
