/** A sentence in both languages; Chinese is the source. */
export type Text = { zh: string; en: string };

/** The message of a schema: both languages in one line. */
export const message = (zh: string, en: string) => `${zh} / ${en}`;
