import { z } from 'zod';
import { unmasking } from '../people-codes.ts';
import { certificateView } from './certificates.ts';
import { employmentView } from './employments.ts';
import { entitlementsView } from './entitlements.ts';
import { householdView } from './households.ts';
import { consentsView, personSearchRequest, personView } from './people.ts';
import { unemploymentView } from './unemployment.ts';

/** Masked, unless `unmask` names a reason that the role may have: then some of it is in clear, and that is logged. */
export const personFileQuery = z.strictObject({ unmask: unmasking.optional() });
export const personFileRequest = personSearchRequest.extend(personFileQuery.shape);
export const personFile = z.object({
  person: personView,
  /** Under which ids she was known before she was merged. */
  formerIds: z.array(z.string()),
  notice: consentsView.shape.notice,
  consents: consentsView.shape.consents,
  household: householdView.optional(),
  employments: z.array(employmentView),
  registrations: z.array(unemploymentView),
  certificate: certificateView.optional(),
  entitlements: entitlementsView.shape.items,
});
