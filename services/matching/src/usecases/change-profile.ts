import type { profileWishes, stateNeeds as stateNeedsBody } from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import type { z } from 'zod';
import { changeNeeds, changeWishes } from '../domain/profile.ts';
import type { Matching } from './matching.ts';
import { requireInCity } from './publish-vacancy.ts';

/** All of what she says herself. Her skills are her own words, so they are sealed. */
export const changeProfile =
  (matching: Matching) =>
  (command: Command, personId: string, { skills, ...wishes }: z.output<typeof profileWishes>) => {
    for (const division of [wishes.departure, ...wishes.districts]) requireInCity(matching, division);
    const sealed = skills?.length ? { skills: matching.vault.sealSkills(personId, skills) } : {};
    return matching.profiles.change(command, personId, changeWishes({ ...wishes, ...sealed }));
  };

export const stateNeeds =
  (matching: Matching) => (command: Command, personId: string, needs: z.output<typeof stateNeedsBody>) =>
    matching.profiles.change(command, personId, changeNeeds(matching.vault.sealNeeds(personId, needs)));

/** As easily as they were stated (个人信息保护法 第15条). */
export const withdrawNeeds = (matching: Matching) => (command: Command, personId: string) =>
  matching.profiles.change(command, personId, changeNeeds(matching.vault.sealNeeds(personId, { needs: [] })));
