import { type Command, isDuplicate } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { askContributions, contribution } from '../domain/contribution.ts';
import { same } from './same-person.ts';

/** Has the insurance system asked what it has counted for somebody; while it is being asked this is the same question. */
export const askAbout = async (platform: Platform<unknown>, command: Command, asked: string) => {
  const contributions = platform.records(contribution);
  const { id } = await same.samePerson(platform, asked);
  const decide = askContributions(id);
  const again = () => contributions.change(command, id, decide);
  if (await contributions.seek(command.actor, id)) return again();
  return contributions.create(command, decide, id).catch((error) => {
    if (isDuplicate(error)) return again();
    throw error;
  });
};
