import type { WorkDemand } from '@zhiqiao/domain';
import type { KnownProfile } from '../domain/profile.ts';

export type Needs = { needs: readonly WorkDemand[]; consent?: number | undefined };

/** What of a profile nobody else may read: it is sealed where it stands and where it is published. */
export interface Vault {
  sealSkills(personId: string, words: readonly string[]): string;
  skillsOf(profile: KnownProfile): string[];
  sealNeeds(personId: string, needs: Needs): string;
  needsOf(profile: KnownProfile): Needs;
}
