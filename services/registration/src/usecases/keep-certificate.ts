import { systemActor } from '@zhiqiao/domain';
import { type Command, isDuplicate } from '@zhiqiao/records';
import { deadlineBy, deadlineFact } from '@zhiqiao/rules';
import type { Platform } from '@zhiqiao/service-kit';
import { apply, type Certificate, cancel, certificate, issue, reportFound, reportLoss } from '../domain/certificate.ts';
import { codeOf, drawCertificateNo, readCode } from '../domain/certificate-code.ts';
import { errors } from '../errors.ts';
import type { CipherSuite } from '../ports/cipher-suite.ts';
import type { Vault } from '../ports/vault.ts';
import { employmentsOf } from './acceptance.ts';
import { maskName } from './read-person.ts';
import { openRegistrationOf } from './same-person.ts';

type Suite = () => Promise<CipherSuite>;

const today = ({ calendar, now }: Platform) => calendar.dateOf(now());

/** Whoever is registered, as employed or as unemployed, may have one (就业失业登记证管理暂行办法 art. 14). */
export const applyForCertificate = async (platform: Platform, command: Command, personId: string) => {
  const { calendar, city, rules, records } = platform;
  const appliedOn = today(platform);
  const division = await divisionOfRegistration(platform, personId);
  const issueBy = deadlineFact(
    deadlineBy(calendar, rules.on(city, appliedOn), 'registration.certificateIssueWithin', appliedOn),
  );
  const decide = apply({ personId, division, appliedOn, issueBy });
  const certificates = records(certificate);
  if (await certificates.seek(systemActor(city, 'registration'), personId))
    return certificates.change(command, personId, decide);
  return certificates
    .create(command, () => decide({ state: certificate.initial }), personId)
    .catch((error) => {
      throw isDuplicate(error) ? errors.certificateThere() : error;
    });
};

const divisionOfRegistration = async (platform: Platform, personId: string): Promise<string> => {
  const { state } = (await openRegistrationOf(platform, personId)) ?? {};
  const registered = state?.status === 'REGISTERED' ? state.division : undefined;
  const [employed] = (await employmentsOf(platform, personId)).flatMap(({ state }) =>
    state.status === 'OPEN' ? [state.division] : [],
  );
  const division = registered ?? employed;
  if (!division) throw errors.certificateNeedsRegistration();
  return division;
};

const DRAWS = 5;

/** A number that is taken is drawn again; five taken ones in a row are no chance any more. */
export const issueCertificate = async (platform: Platform, command: Command, id: string) => {
  const certificates = platform.records(certificate);
  const { state } = await certificates.get(command.actor, id);
  const on = today(platform);
  for (let draw = 1; ; draw++) {
    const newNo = drawCertificateNo(state.status === 'NONE' ? platform.city : state.division, on);
    try {
      return await certificates.change(command, id, issue(newNo, on));
    } catch (error) {
      if (!isDuplicate(error) || draw === DRAWS) throw error;
    }
  }
};

export const reportCertificateLost = (platform: Platform, command: Command, id: string) =>
  platform.records(certificate).change(command, id, reportLoss(today(platform)));

export const reportCertificateFound = (platform: Platform, command: Command, id: string) =>
  platform.records(certificate).change(command, id, reportFound(today(platform)));

export const cancelCertificate = (
  platform: Platform,
  command: Command,
  id: string,
  reason: Parameters<typeof cancel>[0]['reason'],
) => platform.records(certificate).change(command, id, cancel({ reason, on: today(platform) }));

/** The code that is printed on it, for the paper that is in force. */
export const printedCode = async (suite: Suite, state: Certificate) =>
  state.status === 'ISSUED' ? codeOf(state, (await suite()).sign) : undefined;

/** For whoever is shown a certificate: is it in force, and does it belong to somebody of this name. */
export const verifyCertificate = async (platform: Platform, vault: Vault, suite: Suite, code: string) => {
  const printed = readCode(code, (await suite()).isSignature);
  if (!printed) throw errors.codeNotOurs();
  const { certificateNo } = printed;
  const system = systemActor(platform.city, 'registration');
  const [found] = (await platform.records(certificate).find(system, { where: { certificateNo } })).items;
  if (!found || found.state.status === 'NONE') throw errors.codeNotOurs();
  const { state } = found;
  const known = await vault.get(state.personId);
  const why = whyNot(state, printed.edition);
  return {
    valid: why === undefined,
    certificateNo,
    holder: maskName(known?.name ?? ''),
    ...(state.issuedOn && { issuedOn: state.issuedOn }),
    ...(why && { why }),
    checkedOn: today(platform),
  };
};

/** A paper of somebody who has applied anew is the one that was cancelled before. */
const whyNot = (state: Exclude<Certificate, { status: 'NONE' }>, edition: number) => {
  if (state.status === 'CANCELLED' || state.status === 'APPLIED') return 'CANCELLED' as const;
  if (edition !== state.edition) return 'REPLACED' as const;
  return state.status === 'LOST' ? ('LOST' as const) : undefined;
};
