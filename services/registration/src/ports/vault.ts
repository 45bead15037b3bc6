/** Keeps who people are. Nothing of it leaves registration except by the routes that say why. */
export type Identity = { idNumber: string; name: string; phone?: string | undefined };
export type KnownPerson = Identity & { personId: string };

export interface Vault {
  /** Finds by ID number, or adds under a new random key. Of two at once one adds, the other finds. */
  findOrAdd(identity: Identity): Promise<KnownPerson>;
  findByIdNumber(idNumber: string): Promise<KnownPerson | undefined>;
  get(personId: string): Promise<KnownPerson | undefined>;
  changePhone(personId: string, phone: string): Promise<void>;
}
