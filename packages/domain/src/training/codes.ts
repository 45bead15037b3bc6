import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

export const TENDER_STATUS = {
  PLANNED: { zh: '已立项', en: 'Planned' },
  ANNOUNCED: { zh: '招标公告中', en: 'Announced, open for bids' },
  CLOSED: { zh: '投标截止，待开标', en: 'Closed, waiting for the opening' },
  OPENED: { zh: '已开标', en: 'Opened' },
  EVALUATED: { zh: '已评标', en: 'Evaluated' },
  AWARDED: { zh: '已定标', en: 'Awarded' },
  CONTRACTED: { zh: '已签合同', en: 'Contract signed' },
  FAILED: { zh: '废标', en: 'Failed' },
  CANCELLED: { zh: '已终止', en: 'Cancelled' },
} as const satisfies Record<string, Text>;
export type TenderStatus = keyof typeof TENDER_STATUS;
export const tenderStatus = code(TENDER_STATUS, '没有这个采购状态', 'There is no such state of a tender');

/** What a bid is scored on besides its price; nothing else may be scored (政府采购法实施条例 第34条). */
export const BID_CRITERION = {
  TEACHERS: { zh: '师资力量', en: 'Teachers' },
  CURRICULUM: { zh: '教学方案', en: 'Curriculum' },
  PREMISES: { zh: '场地设备', en: 'Premises and equipment' },
  PAST_RESULTS: { zh: '以往培训就业成果', en: 'Employment after earlier courses' },
  JOB_OFFERS: { zh: '推荐就业能力', en: 'Job offers for trainees' },
} as const satisfies Record<string, Text>;
export type BidCriterion = keyof typeof BID_CRITERION;
export const bidCriterion = code(BID_CRITERION, '没有这个评分因素', 'There is no such criterion');

export const TENDER_FAILURE = {
  TOO_FEW_BIDS: { zh: '投标人不足三家', en: 'Fewer bids than the law asks for' },
  TOO_FEW_QUALIFIED: { zh: '符合条件的投标人不足三家', en: 'Fewer qualified bids than the law asks for' },
  NO_CANDIDATE_LEFT: { zh: '中标候选人均未签订合同', en: 'No candidate has signed the contract' },
} as const satisfies Record<string, Text>;
export const tenderFailure = code(TENDER_FAILURE, '没有这个废标原因', 'There is no such reason of failure');

export const TENDER_CANCELLATION = {
  DEMAND_GONE: { zh: '重大变故，采购任务取消', en: 'The need is gone' },
  RULES_BROKEN: { zh: '出现影响采购公正的违法、违规行为', en: 'An illegality has impaired fairness' },
  BUDGET_WITHDRAWN: { zh: '预算调整', en: 'The budget was withdrawn' },
} as const satisfies Record<string, Text>;
export const tenderCancellation = code(TENDER_CANCELLATION, '没有这个终止原因', 'There is no such reason');

export const BID_REJECTION = {
  OVER_BUDGET: { zh: '报价超过预算', en: 'The price exceeds the budget' },
  UNQUALIFIED: { zh: '不具备资格条件', en: 'The supplier does not qualify' },
  NOT_RESPONSIVE: { zh: '未响应实质性要求', en: 'Does not meet a material requirement' },
  LOW_PRICE_UNEXPLAINED: { zh: '报价明显过低且不能说明理由', en: 'An abnormally low price without explanation' },
  COLLUSION: { zh: '串通投标', en: 'Collusion' },
} as const satisfies Record<string, Text>;
export const bidRejection = code(BID_REJECTION, '没有这个否决原因', 'There is no such reason of rejection');

export const BID_STATUS = {
  SUBMITTED: { zh: '已递交，密封中', en: 'Submitted, sealed' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  OPENED: { zh: '已开启', en: 'Opened' },
  REJECTED: { zh: '已否决', en: 'Rejected' },
  RETURNED: { zh: '未开启退回', en: 'Returned unopened' },
} as const satisfies Record<string, Text>;
export const bidStatus = code(BID_STATUS, '没有这个投标状态', 'There is no such state of a bid');

export const COURSE_CLOSURE = {
  CONTRACT_ENDED: { zh: '合同期满', en: 'The contract has ended' },
  BY_OFFICER: { zh: '主管部门停办', en: 'Closed by the bureau' },
} as const satisfies Record<string, Text>;
export const courseClosure = code(COURSE_CLOSURE, '没有这个停办原因', 'There is no such reason of closure');

export const DROP_OUT = {
  FOUND_WORK: { zh: '已就业', en: 'Found work' },
  ILLNESS: { zh: '因病', en: 'Illness' },
  FAMILY: { zh: '家庭原因', en: 'Family' },
  ABSENT: { zh: '长期缺勤', en: 'Absent' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export const dropOutReason = code(DROP_OUT, '没有这个退学原因', 'There is no such reason of dropping out');

export const ENROLMENT_STATUS = {
  ENROLLED: { zh: '在读', en: 'Enrolled' },
  CERTIFIED: { zh: '已结业', en: 'Certified' },
  HIRED: { zh: '结业后已就业', en: 'Hired after certification' },
  SETTLED: { zh: '成果已结清', en: 'All instalments settled' },
  DROPPED_OUT: { zh: '已退学', en: 'Dropped out' },
} as const satisfies Record<string, Text>;
export const enrolmentStatus = code(ENROLMENT_STATUS, '没有这个学员状态', 'There is no such state of an enrolment');

export const trainingFund = z.enum(['BUDGET', 'INSURANCE']);
