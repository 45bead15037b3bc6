import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import { complaintEvents, licenceEvents } from '@zhiqiao/domain';
import type { Platform } from '@zhiqiao/service-kit';
import { closeByMeasure, inspection, openInspection } from '../domain/inspection.ts';
import { deadlineFrom } from '../usecases/deadlines.ts';

/** What supervision has found substantiated is inspected here; a measure against the holder ends the inspection. */
export const reactions = (platform: Platform): Reactions[] => {
  const { calendar } = platform;
  return [
    reactTo(complaintEvents, {
      ComplaintReceived: [],
      ComplaintClassified: [],
      ComplaintDispatched: [],
      ComplaintReturned: [],
      ComplaintSigned: [],
      InvestigatorJoined: [],
      InvestigationOpened: [],
      InvestigationExtended: [],
      ComplaintSubstantiated: [
        on(inspection, {
          to: ({ recordId }) => recordId,
          decide(state, { recordId, data }, now) {
            const { targetOrgId, ...found } = data;
            const decideBy = deadlineFrom(platform, 'supervision.investigateWithin', calendar.dateOf(now));
            return openInspection({ orgId: targetOrgId, complaintId: recordId, ...found, decideBy })(state);
          },
        }),
      ],
      ComplaintUnfounded: [],
      ComplaintReplied: [],
      CallBackRecorded: [],
      ComplaintReopened: [],
      ComplaintDiverted: [],
      ComplaintArchived: [],
      ComplaintOverdue: [],
    }),
    reactTo(licenceEvents, {
      LicenceApplied: [],
      CorrectionRequested: [],
      ApplicationCorrected: [],
      ApplicationAccepted: [],
      ApplicationRefused: [],
      ApplicationWithdrawn: [],
      DecisionExtended: [],
      DecisionOverdue: [],
      LicenceRefused: [],
      LicenceGranted: [],
      LicenceRenewalDue: [],
      RenewalRequested: [],
      LicenceRenewed: [],
      RenewalRefused: [],
      LicenceSuspended: [on(inspection, { to: ({ data }) => data.inspectionId, decide: closeByMeasure('SUSPENDED') })],
      LicenceReinstated: [],
      RevocationProposed: [
        on(inspection, { to: ({ data }) => data.inspectionId, decide: closeByMeasure('REVOCATION_PROPOSED') }),
      ],
      LicenceRevoked: [],
      LicenceRescinded: [],
      LicenceWithdrawn: [],
      LicenceExpired: [],
      LicenceDeregistered: [],
    }),
  ];
};
