import { type publicRegister, systemActor } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import type { z } from 'zod';
import { isHeld, licence, statusOn } from '../domain/licence.ts';

/** Open to everybody: was this organisation licensed on that day? */
export const readRegister = async (
  { city, records }: Platform,
  orgId: string,
  on: string,
): Promise<z.output<typeof publicRegister>> => {
  const { items } = await records(licence).find(systemActor(city, 'licensing'), { where: { orgId }, limit: 200 });
  const licences = items.flatMap(({ state }) => {
    const status = isHeld(state) && statusOn(state, on);
    if (!status) return [];
    const { kind, number, validFrom, validThrough } = state;
    return [{ kind, number, status, validFrom, validThrough, licensed: status === 'GRANTED' }];
  });
  return { orgId, on, licensed: licences.some(({ licensed }) => licensed), licences };
};
