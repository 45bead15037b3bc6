/** A sentence in both languages; Chinese is the source. */
export type Text = { zh: string; en: string };
