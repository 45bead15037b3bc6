import type { Command } from '@zhiqiao/records';
import type { Platform } from '@zhiqiao/service-kit';
import { inspection } from '../domain/inspection.ts';
import { licence } from '../domain/licence.ts';
import { proposeRevocation, revoke, suspend } from '../domain/licence-in-force.ts';
import { deadlineFrom, today } from './deadlines.ts';

const groundOf = async ({ records }: Platform, { actor }: Command, inspectionId: string) => {
  const { state } = await records(inspection).get(actor, inspectionId);
  return { inspectionId, inspection: state };
};

export const suspendLicence = async (platform: Platform, command: Command, id: string, inspectionId: string) => {
  const ground = await groundOf(platform, command, inspectionId);
  return platform.records(licence).change(command, id, suspend(ground, today(platform)));
};

export const giveNoticeOfRevocation = async (
  platform: Platform,
  command: Command,
  id: string,
  inspectionId: string,
) => {
  const ground = await groundOf(platform, command, inspectionId);
  const hearingBy = deadlineFrom(platform, 'licensing.hearingRequestWithin', today(platform));
  return platform.records(licence).change(command, id, proposeRevocation(ground, hearingBy));
};

export const revokeLicence = (platform: Platform, command: Command, id: string) =>
  platform.records(licence).change(command, id, revoke(today(platform)));
