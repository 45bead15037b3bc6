const NAME = /^(\d{6})_(\d{4})(\d{2})(\d{2})_(\d{3})_(signals|decisions|messages)(\.receipt)?\.csv$/;
const KIND = { signals: 'RECEIPT', decisions: 'DECISIONS', messages: 'MESSAGES' } as const;
const CONTROL = /\.control\.csv$/;

/** `<city>_<date>_<sequence>`: the id of the batch, and the beginning of every name that belongs to it. */
export const batchIdOf = (city: string, on: string, sequence: number) =>
  `${city}_${on.replaceAll('-', '')}_${String(sequence).padStart(3, '0')}`;
export const signalsFile = (batchId: string) => `${batchId}_signals.csv`;
export const receiptFile = (file: string) => file.replace(/\.csv$/, '.receipt.csv');
export const controlFile = (file: string) => file.replace(/\.csv$/, '.control.csv');
export const isControl = (file: string) => CONTROL.test(file);

/** What the name of a file of the partner says; undefined: it is none. */
export const partnerFileOf = (file: string) => {
  const [, city, year, month, day, sequence, content, receipt] = NAME.exec(file) ?? [];
  if (!city || !year || (content === 'signals') !== (receipt !== undefined)) return undefined;
  const on = `${year}-${month}-${day}`;
  return { city, on, batchId: batchIdOf(city, on, Number(sequence)), kind: KIND[content as keyof typeof KIND] };
};

/** The day in the name of a file that is kept. */
export const dayOf = (file: string) => /^\d{6}_(\d{4})(\d{2})(\d{2})_/.exec(file)?.slice(1).join('-');
