import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { creditCode } from '../../values/credit-code.ts';
import { barReason } from '../codes.ts';

const agencyId = '91440106100000032F';

export const agencyEvents = defineEvents({
  service: 'matching',
  stream: 'agency',
  schemaVersion: 1,
  types: {
    AgencyPermitted: z.strictObject({ orgId: creditCode, licenceId: z.string() }),
    AgencyBarred: z.strictObject({
      orgId: creditCode,
      licenceId: z.string(),
      reason: barReason,
    }),
  },
  examples: {
    AgencyPermitted: { orgId: agencyId, licenceId: 'licence-1' },
    AgencyBarred: { orgId: agencyId, licenceId: 'licence-1', reason: 'SUSPENDED' },
  },
});
