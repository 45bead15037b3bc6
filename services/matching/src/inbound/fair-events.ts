import { on, type Reactions, reactTo } from '@zhiqiao/bus';
import {
  type agencyEvents,
  boothEvents,
  type EventOf,
  fairEvents,
  type Recorded,
  type VacancyLoss,
} from '@zhiqiao/domain';
import { boothId, boothOfId, booths, cancelForAgency, confirmBooth, loseVacancy, waitlist } from '../domain/booth.ts';
import { cancelForOrganiser, fairs } from '../domain/fair.ts';
import { freeBooth, takeBooth } from '../domain/fair-booths.ts';
import { collect, every } from '../ports/every.ts';
import type { Matching } from '../usecases/matching.ts';

type Fact = Recorded<{ type: string; data: object }>;
type Barred = Recorded<Extract<EventOf<typeof agencyEvents>, { type: 'AgencyBarred' }>>;

/** What a vacancy or an agency that leaves the market means for fairs: part of the tables of their streams. */
export const onFairs = ({ fairs: fairRecords, booths: boothRecords, platform }: Matching) => ({
  /** Booths of a fair that is over keep what they offered: its report counts it. */
  loses: (because: VacancyLoss) =>
    on(booths, {
      async to({ recordId }: Fact) {
        const offering = await collect(every(boothRecords, platform, { vacancies: recordId, open: true }));
        const fairIds = offering.map(({ id }) => boothOfId(id).fairId);
        const known = await fairRecords.seekMany(platform, fairIds);
        const live = new Set(
          known.filter(({ state }) => state.status === 'ANNOUNCED' || state.status === 'RUNNING').map(({ id }) => id),
        );
        return offering.flatMap(({ id }) => (live.has(boothOfId(id).fairId) ? [id] : []));
      },
      decide: (booth, { recordId }: Fact) => loseVacancy(booth, recordId, because),
    }),
  leavesFairs: on(booths, {
    to: async ({ data }: Barred) =>
      (await collect(every(boothRecords, platform, { exhibitorId: data.orgId, open: true }))).map(({ id }) => id),
    decide: cancelForAgency,
  }),
  cancelsFairs: on(fairs, {
    to: async ({ data }: Barred) =>
      (await collect(every(fairRecords, platform, { organiserId: data.orgId, status: 'ANNOUNCED' }))).map(
        ({ id }) => id,
      ),
    decide: cancelForOrganiser,
  }),
});

/**
 * A booth and its fair follow one another: verified → the fair gives a number or a place in the queue → the booth has it;
 * given up → the number goes to whoever waits. Events of one record come in their order, so no number is lost on the way.
 */
export const fairReactions = (): Reactions[] => {
  const takes = on(fairs, {
    to: ({ recordId }: Fact) => boothOfId(recordId).fairId,
    decide: (fair, { recordId }: Fact) => takeBooth(fair, boothOfId(recordId).exhibitorId),
  });
  const frees = on(fairs, {
    to: ({ recordId }: Fact) => boothOfId(recordId).fairId,
    decide: (fair, { recordId }: Fact) => freeBooth(fair, boothOfId(recordId).exhibitorId),
  });
  return [
    reactTo(boothEvents, {
      BoothApplied: [],
      BoothVacanciesChanged: [],
      BoothVacancyLost: [],
      BoothVerified: [takes],
      BoothConfirmed: [],
      BoothWaitlisted: [],
      ExhibitorReminded: [],
      BoothRefused: [frees],
      BoothCancelled: [frees],
      // Its number stays empty: the fair is under way.
      BoothNoShow: [],
      MeetingsTallied: [],
    }),
    reactTo(fairEvents, {
      BoothTaken: [
        on(booths, {
          to: ({ recordId, data }) => boothId(recordId, data.exhibitorId),
          decide: (booth, { data }) => confirmBooth(booth, data.number),
        }),
      ],
      BoothQueued: [
        on(booths, {
          to: ({ recordId, data }) => boothId(recordId, data.exhibitorId),
          decide: waitlist,
        }),
      ],
      BoothFreed: [],
      FairPlanned: [],
      FairChanged: [],
      PermitApplied: [],
      PermitGranted: [],
      PermitRefused: [],
      PermitOverdue: [],
      FairAnnounced: [],
      BoothApplicationsClosed: [],
      FairDrawsNear: [],
      FairOpened: [],
      FairClosed: [],
      // Booths and sign-ups stay as they are: whoever reads them is told how the fair stands.
      FairCancelled: [],
      WalkInsCounted: [],
    }),
  ];
};
