import { setTimeout as sleep } from 'node:timers/promises';
import { personContact } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { errors } from '../errors.ts';
import type { Contacts } from '../ports/contacts.ts';

/** Somebody waits for it. */
const LONGEST_WAIT_MS = 4000;

export const registrationContacts = (call: Platform['call']): Contacts => ({
  async contactOf(personId, purpose) {
    const path = `/people/${encodeURIComponent(personId)}/contact`;
    const answer = await Promise.race([
      call<unknown>('registration', path, { purpose }).then((body) => personContact.parse(body)),
      sleep(LONGEST_WAIT_MS, undefined, { ref: false }),
    ]).catch(() => undefined);
    if (!answer) throw errors.contactUnavailable({ retryAfter: 5 });
    return answer;
  },
});
