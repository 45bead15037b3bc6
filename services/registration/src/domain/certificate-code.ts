import { randomInt } from 'node:crypto';

/** 16 digits: division (6), year (2), serial (8). Drawn, not counted, so that nobody can walk through them. */
export const drawCertificateNo = (division: string, on: string): string =>
  `${division.slice(0, 6)}${on.slice(2, 4)}${String(randomInt(100_000_000)).padStart(8, '0')}`;

type Printed = { certificateNo: string; edition: number };

const signed = ({ certificateNo, edition }: Printed) => `${certificateNo}-${edition}`;

/** What is printed on the paper: number, edition, and the city's signature of both. */
export const codeOf = (paper: Printed, sign: (text: string) => string): string =>
  `${signed(paper)}-${sign(signed(paper))}`;

/** Undefined for a code that this city did not print. */
export const readCode = (code: string, isSignature: (text: string, signature: string) => boolean) => {
  const [, certificateNo, edition, signature] = /^(\d{16})-(\d{1,4})-([\w-]{22})$/.exec(code) ?? [];
  if (!certificateNo || !signature) return undefined;
  const paper: Printed = { certificateNo, edition: Number(edition) };
  return isSignature(signed(paper), signature) ? paper : undefined;
};
