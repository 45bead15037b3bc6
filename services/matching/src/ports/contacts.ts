export type Contact = { name: string; phone?: string | undefined };

/** How to reach somebody: kept by registration alone, fetched for one reading, with the purpose that her access log shows. */
export interface Contacts {
  contactOf(personId: string, purpose: string): Promise<Contact>;
}
