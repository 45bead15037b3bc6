import type { Actor } from '@zhiqiao/domain';
import type { OccupationCoder } from '../coder/index.ts';
import { parseResume, readResume } from '../domain/resume.ts';
import { errors } from '../errors.ts';
import type { Matching } from './matching.ts';

/** What a resume says beside what stands in the profile. Nothing is written: she confirms it by changing her profile. */
export const readResumeFor =
  (matching: Matching, coder: OccupationCoder) => async (actor: Actor, personId: string, file: Buffer) => {
    const { state: profile } = await matching.profiles.get(actor, personId);
    if (profile.status !== 'OPEN') throw errors.profileClosed();
    const today = matching.dateOf(matching.now());
    return readResume(
      parseResume(file),
      { profile, skills: matching.vault.skillsOf(profile) },
      {
        suggest: (title) => coder.suggest({ title }),
        least: matching.packOn(today).number('matching.titleConfidence') / 100,
        today,
      },
    );
  };
