import { z } from 'zod';
import { defineEvents } from '../../event.ts';
import { divisionCode } from '../../values/division-code.ts';
import { isoDate } from '../../values/iso-date.ts';
import { audience } from '../fair-codes.ts';

export const campaignEvents = defineEvents({
  service: 'matching',
  stream: 'campaign',
  schemaVersion: 1,
  types: {
    CampaignAnnounced: z.strictObject({
      title: z.string(),
      division: divisionCode,
      from: isoDate,
      to: isoDate,
      audience: z.array(audience),
    }),
    CampaignEnded: z.strictObject({}),
    CampaignCancelled: z.strictObject({}),
  },
  examples: {
    CampaignAnnounced: {
      title: '春风行动',
      division: '449900',
      from: '2099-02-01',
      to: '2099-03-31',
      audience: ['MIGRANT_WORKERS'],
    },
    CampaignEnded: {},
    CampaignCancelled: {},
  },
});
