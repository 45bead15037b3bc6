import { isoDate } from '@zhiqiao/domain';

const WRITTEN = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/u;

/** A day as people write it in Chinese forms: 2026-03-02, 2026/3/2, 2026.3.2, 2026年3月2日, 20260302. */
export const asDate = (text: string): string | undefined => {
  const found = WRITTEN.exec(text.normalize('NFKC').trim());
  if (!found) return undefined;
  const [, year, ...parts] = found;
  const [month, day] = parts.filter((part) => part !== undefined).map((part) => part.padStart(2, '0'));
  const { success, data } = isoDate.safeParse(`${year}-${month}-${day}`);
  return success ? data : undefined;
};
