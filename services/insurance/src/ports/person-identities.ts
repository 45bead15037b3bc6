/** Registration's vault: the ID number is fetched for one call and kept nowhere. */
export interface PersonIdentities {
  idNumberOf(personId: string, purpose: string): Promise<string>;
}
