import type { CorrectionSource, SuspicionSignal } from '@zhiqiao/domain';

/** Keeps who people are. Nothing of it leaves registration except by the routes that say why. */
export type Identity = { idNumber: string; name: string; phone?: string | undefined };
export type KnownPerson = Identity & { personId: string };
/** Something told of her: by whom, and since when it is so. */
export type Fact = {
  field: keyof Identity;
  value: string;
  source: CorrectionSource | 'ENROLMENT';
  asOf: string;
};
export type Alike = { personId: string; signals: SuspicionSignal[] };

export interface Vault {
  /** Finds by ID number, also a former one, or adds under a new random key. Of two at once one adds, the other finds. */
  findOrAdd(identity: Identity, asOf: string): Promise<KnownPerson>;
  findByIdNumber(idNumber: string): Promise<KnownPerson | undefined>;
  get(personId: string): Promise<KnownPerson | undefined>;
  /** Keeps a fact; the newest by `asOf` is what she is known by. Undefined when the ID number is another person's. */
  learn(personId: string, fact: Fact): Promise<{ current: boolean } | undefined>;
  /** Others under other ID numbers who may be her. A few at most. */
  alike(personId: string): Promise<Alike[]>;
}
