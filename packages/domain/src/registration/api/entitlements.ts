import { z } from 'zod';
import { isoDate } from '../../values/iso-date.ts';
import { message } from '../../values/text.ts';
import { entitlement, entitlementEnd, entitlementFund, freeService } from '../codes.ts';

const id = z.string().min(1);
const name = z.string().regex(/^[A-Za-z0-9][\w.~:-]{0,99}$/, {
  error: message('请填写服务记录编号', 'Name the record by its id'),
});

export const useEntitlementRequest = z.strictObject({
  /** The service that gives it, and its record of what was given. */
  service: z.string().regex(/^[a-z][a-z-]{1,30}$/, { error: message('请填写服务名称', 'Name the service') }),
  reference: name,
  on: isoDate.optional(),
});
export const entitlementsView = z.object({
  personId: id,
  items: z.array(
    z.object({
      entitlement,
      /** Whether she may claim it today. */
      available: z.boolean(),
      why: z.enum(['NEVER_GRANTED', 'WITHDRAWN', 'USED_UP']).optional(),
      fund: entitlementFund.optional(),
      rule: z.string().optional(),
      from: isoDate.optional(),
      withdrawn: z.object({ on: isoDate, reason: entitlementEnd }).optional(),
      /** In this calendar year. */
      usedThisYear: z.int(),
      limitPerYear: z.int().optional(),
      uses: z.array(z.object({ service: id, reference: id, on: isoDate })),
    }),
  ),
});

/** What anybody gets for nothing, with its basis, and the national standards by which it is given. */
export const freeServicesView = z.object({
  on: isoDate,
  services: z.array(z.object({ service: freeService, zh: z.string(), en: z.string(), feeFen: z.literal(0) })),
  basis: z.string(),
  standards: z.array(z.string()),
});
