import {
  type DeadlineFact,
  type Evaluation,
  type OpenedBid,
  type RankedBid,
  type TenderEvent,
  type TenderPlan,
  type TenderStatus,
  tenderEvents,
} from '@zhiqiao/domain';
import type { Decide, RecordKind } from '@zhiqiao/records';
import { errors } from '../errors.ts';
import { holds } from './access.ts';
import { clockAt } from './clock.ts';
import { splitByResult } from './instalments.ts';
import { rank } from './scoring.ts';

type Data<T extends TenderEvent['type']> = Extract<TenderEvent, { type: T }>['data'];

export type KnownTender = {
  status: TenderStatus;
  plan: TenderPlan;
  deadline?: DeadlineFact;
  documentThrough?: string;
  openingOfficer?: string;
  sheet?: OpenedBid[];
  ranking?: RankedBid[];
  awardBy?: DeadlineFact;
  award?: Data<'TenderAwarded'> & { overdue: boolean };
  contractNo?: string;
  failure?: Data<'TenderFailed'>['reason'];
  cancellation?: Data<'TenderCancelled'>['reason'];
};
export type Tender = { status: 'NONE' } | KnownTender;

export const tenders: RecordKind<Tender, typeof tenderEvents> = {
  events: tenderEvents,
  initial: { status: 'NONE' },
  evolve(tender, event) {
    if (event.type === 'TenderPlanned') return { status: 'PLANNED', plan: event.data };
    if (tender.status === 'NONE') return tender;
    switch (event.type) {
      case 'TenderAnnounced': {
        const { deadline, documentThrough } = event.data;
        return { ...tender, status: 'ANNOUNCED', deadline, documentThrough };
      }
      case 'BiddingClosed':
        return { ...tender, status: 'CLOSED' };
      case 'OpeningStarted':
        return { ...tender, openingOfficer: event.data.officer };
      case 'TenderOpened':
        return { ...tender, status: 'OPENED', sheet: event.data.sheet };
      case 'TenderFailed':
        return { ...tender, status: 'FAILED', failure: event.data.reason };
      case 'BidsEvaluated': {
        const { ranking, awardBy } = event.data;
        return { ...tender, status: 'EVALUATED', ranking, awardBy };
      }
      case 'TenderAwarded':
        return { ...tender, status: 'AWARDED', award: { ...event.data, overdue: false } };
      case 'ContractOverdue':
        return tender.award ? { ...tender, award: { ...tender.award, overdue: true } } : tender;
      case 'ContractSigned':
        return { ...tender, status: 'CONTRACTED', contractNo: event.data.contractNo };
      case 'TenderCancelled':
        return { ...tender, status: 'CANCELLED', cancellation: event.data.reason };
    }
  },
  clocks(tender) {
    switch (tender.status) {
      case 'ANNOUNCED':
        return [clockAt('bids-close', tender.deadline!)];
      case 'EVALUATED':
        return [clockAt('award', tender.awardBy!)];
      case 'AWARDED':
        return tender.award!.overdue ? [] : [clockAt('contract', tender.award!.contractBy)];
      default:
        return [];
    }
  },
  /** Announcements, opening sheets and awards are public (政府采购法 第11条). */
  access(tender, actor) {
    if (holds(actor, 'procurement-officer')) return 'write';
    if (holds(actor, 'manager')) return 'read';
    return tender.status === 'NONE' || tender.status === 'PLANNED' ? 'none' : 'read';
  },
  indexes: [{ fields: ['status'] }],
};

const POSSIBLE: Record<Tender['status'], string[]> = {
  NONE: [],
  PLANNED: ['announceTender', 'cancelTender'],
  ANNOUNCED: ['submitBid', 'startOpening', 'confirmOpening', 'cancelTender'],
  CLOSED: ['startOpening', 'confirmOpening', 'cancelTender'],
  OPENED: ['evaluateBids', 'cancelTender'],
  EVALUATED: ['awardTender', 'cancelTender'],
  AWARDED: ['signContract', 'awardTender', 'cancelTender'],
  CONTRACTED: [],
  FAILED: [],
  CANCELLED: [],
};

/** The tender, if it stands where the act is possible. */
const standing = (tender: Tender, ...statuses: TenderStatus[]): KnownTender => {
  if (tender.status !== 'NONE' && statuses.includes(tender.status)) return tender;
  throw errors.tenderNotReady({ status: tender.status, possible: POSSIBLE[tender.status] });
};

const failed = (reason: Data<'TenderFailed'>['reason']): TenderEvent => ({ type: 'TenderFailed', data: { reason } });

const requireBondWithin = (bondFen: number | undefined, ofFen: number, percent: number) => {
  const atMost = Math.floor((ofFen * percent) / 100);
  if (bondFen !== undefined && bondFen > atMost) throw errors.bondTooHigh({ atMost });
};

export type PlanLaw = { priceWeightFloor: number; bidBondCeiling: number };

export const plan =
  (wanted: TenderPlan, { priceWeightFloor, bidBondCeiling }: PlanLaw): Decide<Tender, TenderEvent> =>
  () => {
    if (wanted.priceWeight < priceWeightFloor) throw errors.priceWeightTooLow({ atLeast: priceWeightFloor });
    requireBondWithin(wanted.bidBondFen, wanted.budgetFen, bidBondCeiling);
    return [{ type: 'TenderPlanned', data: wanted }];
  };

/** `earliest`: the first lawful last day for bids. */
export const announce =
  (announcement: Data<'TenderAnnounced'>, earliest: string): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    standing(state, 'PLANNED');
    if (announcement.deadline.due < earliest) throw errors.biddingTooShort({ earliest });
    return [{ type: 'TenderAnnounced', data: announcement }];
  };

/** Whether a bid may come in or be withdrawn at this instant. */
export const takesBids = (tender: Tender, now: Date) =>
  tender.status === 'ANNOUNCED' && now <= new Date(tender.deadline!.at);

/** With fewer bids than the law asks for nothing is opened (财政部令第87号 第39条). */
export const closeBidding =
  (bids: number, minimum: number): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    if (state.status !== 'ANNOUNCED') return [];
    return bids < minimum ? [failed('TOO_FEW_BIDS')] : [{ type: 'BiddingClosed', data: { bids } }];
  };

const afterDeadline = (state: Tender, now: Date) => {
  const tender = standing(state, 'ANNOUNCED', 'CLOSED');
  if (takesBids(tender, now)) throw errors.biddingStillOpen({ until: tender.deadline!.at });
  return tender;
};

export const startOpening =
  (officer: string): Decide<Tender, TenderEvent> =>
  ({ state }, now) => {
    const { openingOfficer } = afterDeadline(state, now);
    return openingOfficer === officer ? [] : [{ type: 'OpeningStarted', data: { officer } }];
  };

/** What lies in the box; the prices only when there are enough bids to be opened. */
export type OpeningSheet = { bids: number; prices: OpenedBid[] };

const isSecond = ({ openingOfficer }: KnownTender, officer: string) =>
  openingOfficer !== undefined && openingOfficer !== officer;

/** Whether this officer may take the bids out of the box now: after the deadline, and as the second of two. */
export const mayOpen = (tender: Tender, officer: string, now: Date) =>
  (tender.status === 'ANNOUNCED' || tender.status === 'CLOSED') && !takesBids(tender, now) && isSecond(tender, officer);

export const openBids =
  (officer: string, sheet: OpeningSheet | undefined, minimum: number): Decide<Tender, TenderEvent> =>
  ({ state }, now) => {
    const tender = afterDeadline(state, now);
    if (!isSecond(tender, officer) || !sheet) throw errors.secondOfficerNeeded();
    const { bids, prices } = sheet;
    if (bids < minimum) return [failed('TOO_FEW_BIDS')];
    return [{ type: 'TenderOpened', data: { bids, officers: [tender.openingOfficer!, officer], sheet: prices } }];
  };

export type EvaluationLaw = { minimumBidders: number; committeeMinimum: number; awardBy: DeadlineFact };

export const evaluateBids =
  (evaluation: Evaluation, law: EvaluationLaw): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    const tender = standing(state, 'OPENED');
    const { committee } = evaluation;
    if (committee.length < law.committeeMinimum) throw errors.committeeTooSmall({ atLeast: law.committeeMinimum });
    if (committee.length % 2 === 0 || new Set(committee).size < committee.length) throw errors.committeeEven();

    const rejected = rejections(tender, evaluation);
    const out = new Set(rejected.map(({ bidId }) => bidId));
    const qualified = tender.sheet!.filter(({ bidId }) => !out.has(bidId));
    if (qualified.length < law.minimumBidders) return [failed('TOO_FEW_QUALIFIED')];
    const ranking = rank(qualified, tender.plan, evaluation);
    return [{ type: 'BidsEvaluated', data: { committee, ranking, rejected, awardBy: law.awardBy } }];
  };

/** Those that the committee rejected, and every bid above the budget, named or not. */
const rejections = ({ sheet, plan: { budgetFen } }: KnownTender, { rejected }: Evaluation) => {
  const unknown = rejected.find(({ bidId }) => !sheet!.some((bid) => bid.bidId === bidId));
  if (unknown) throw errors.unknownBid({ bidId: unknown.bidId });
  return sheet!.flatMap(({ bidId, supplierId, priceFen }) => {
    const reason =
      rejected.find((named) => named.bidId === bidId)?.reason ??
      (priceFen > budgetFen ? ('OVER_BUDGET' as const) : undefined);
    return reason ? [{ bidId, supplierId, reason }] : [];
  });
};

/** First the best of the ranking; the next one when a winner has let the time for the contract pass. */
export const award =
  (contractBy: DeadlineFact, { bySilence }: { bySilence: boolean }): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    const tender = standing(state, 'EVALUATED', 'AWARDED');
    if (tender.award && !tender.award.overdue) {
      throw errors.tenderNotReady({ status: tender.status, possible: ['signContract'] });
    }
    const passedOver = tender.ranking!.findIndex(({ bidId }) => bidId === tender.award?.bidId);
    const candidate = tender.ranking![passedOver + 1];
    if (!candidate) return [failed('NO_CANDIDATE_LEFT')];
    const { bidId, supplierId, priceFen } = candidate;
    return [{ type: 'TenderAwarded', data: { bidId, supplierId, priceFen, bySilence, contractBy } }];
  };

export const contractOverdue: Decide<Tender, TenderEvent> = ({ state }) =>
  state.status === 'AWARDED' ? [{ type: 'ContractOverdue', data: { supplierId: state.award!.supplierId } }] : [];

export type Contract = { contractNo: string; performanceBondFen?: number | undefined };
export type ContractLaw = {
  schedule: readonly { month: number; percent: number }[];
  performanceBondCeiling: number;
  through: DeadlineFact;
};

export const signContract =
  ({ contractNo, performanceBondFen }: Contract, law: ContractLaw): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    const tender = standing(state, 'AWARDED');
    const { courseTitle, occupation, seats, hours, fund } = tender.plan;
    const { supplierId, priceFen } = tender.award!;
    requireBondWithin(performanceBondFen, priceFen, law.performanceBondCeiling);
    const perHeadFen = Math.floor(priceFen / seats);
    const bought = { courseTitle, occupation, seats, hours, fund };
    const agreed = { supplierId, contractNo, priceFen, perHeadFen, ...(performanceBondFen && { performanceBondFen }) };
    const instalments = splitByResult(perHeadFen, law.schedule);
    return [{ type: 'ContractSigned', data: { ...bought, ...agreed, instalments, through: law.through } }];
  };

export const cancel =
  (reason: Data<'TenderCancelled'>['reason']): Decide<Tender, TenderEvent> =>
  ({ state }) => {
    standing(state, 'PLANNED', 'ANNOUNCED', 'CLOSED', 'OPENED', 'EVALUATED', 'AWARDED');
    return [{ type: 'TenderCancelled', data: { reason } }];
  };
