import { z } from 'zod';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** Where a correction of what is known of a person comes from. */
export const CORRECTION_SOURCE = {
  POLICE: { zh: '公安机关证明', en: 'Certificate of the police' },
  HOUSEHOLD_REGISTER: { zh: '居民户口簿', en: 'Household register' },
  ID_CARD: { zh: '居民身份证', en: 'Identity card' },
  RESIDENCE_PERMIT: { zh: '居住证', en: 'Residence permit' },
  OWN_STATEMENT: { zh: '本人陈述', en: 'Own statement' },
} as const satisfies Record<string, Text>;
export const correctionSource = code(CORRECTION_SOURCE, '没有这种更正依据', 'There is no such source of a correction');
export type CorrectionSource = z.output<typeof correctionSource>;

/** Why two persons may be one. */
export const SUSPICION_SIGNAL = {
  NAME_AND_BIRTH_DATE: { zh: '姓名和出生日期相同', en: 'Same name and date of birth' },
  PHONE: { zh: '电话号码相同', en: 'Same phone number' },
  OFFICER: { zh: '经办人员提出', en: 'Raised by an officer' },
} as const satisfies Record<string, Text>;
export const suspicionSignal = code(SUSPICION_SIGNAL, '没有这种重复线索', 'There is no such signal');
export type SuspicionSignal = z.output<typeof suspicionSignal>;

export const MERGE_GROUND = {
  ID_NUMBER_CHANGED: { zh: '公安机关变更了公民身份号码', en: 'The police changed the ID number' },
  ID_NUMBER_MISTYPED: { zh: '登记时公民身份号码录入有误', en: 'The ID number was mistyped at enrolment' },
  TWO_ID_NUMBERS: { zh: '一人曾有两个公民身份号码', en: 'The person once held two ID numbers' },
} as const satisfies Record<string, Text>;
export const mergeGround = code(MERGE_GROUND, '没有这个合并理由', 'There is no such ground of a merge');

export const SPLIT_GROUND = {
  DIFFERENT_PEOPLE: { zh: '查明为两个人', en: 'They are two people after all' },
  PROCEDURE: { zh: '合并程序有误', en: 'The merge was not made properly' },
} as const satisfies Record<string, Text>;
export const splitGround = code(SPLIT_GROUND, '没有这个拆分理由', 'There is no such ground of a split');

export const DISMISSAL_GROUND = {
  DIFFERENT_PEOPLE: { zh: '核对证件，确为两个人', en: 'Papers checked: two people' },
  SHARED_PHONE: { zh: '家人或同事共用电话', en: 'A phone shared by family or colleagues' },
} as const satisfies Record<string, Text>;
export const dismissalGround = code(DISMISSAL_GROUND, '没有这个排除理由', 'There is no such ground of a dismissal');

/** What needs a separate consent (个人信息保护法 art. 23, 29): it goes beyond the statutory duties. */
export const CONSENT_PURPOSE = {
  PROFILE_TO_EMPLOYERS: { zh: '向用人单位提供求职信息', en: 'Show the profile to employers' },
  PROFILE_TO_AGENCIES: { zh: '向人力资源服务机构提供求职信息', en: 'Show the profile to employment agencies' },
  PROFILE_TO_TRAINERS: { zh: '向培训机构提供培训意愿', en: 'Tell training providers of the wish to learn' },
} as const satisfies Record<string, Text>;
export const consentPurpose = code(CONSENT_PURPOSE, '没有这个同意事项', 'There is no such purpose of consent');
export type ConsentPurpose = z.output<typeof consentPurpose>;

/** Relation to the head of the household (与户主关系). */
export const HOUSEHOLD_RELATION = {
  HEAD: { zh: '户主', en: 'Head' },
  SPOUSE: { zh: '配偶', en: 'Spouse' },
  CHILD: { zh: '子女', en: 'Child' },
  PARENT: { zh: '父母', en: 'Parent' },
  GRANDPARENT: { zh: '祖父母、外祖父母', en: 'Grandparent' },
  GRANDCHILD: { zh: '孙子女、外孙子女', en: 'Grandchild' },
  SIBLING: { zh: '兄弟姐妹', en: 'Brother or sister' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export const householdRelation = code(HOUSEHOLD_RELATION, '没有这种与户主关系', 'There is no such relation');

/** Whether a member counts when a zero-employment family is looked for (就业促进法 art. 56: of working age and able). */
export const WORK_CAPACITY = {
  ABLE: { zh: '法定劳动年龄内、有劳动能力', en: 'Of working age and able to work' },
  MINOR: { zh: '未满法定劳动年龄', en: 'Below working age' },
  STUDENT: { zh: '在校学生', en: 'At school' },
  PENSIONER: { zh: '已享受基本养老保险待遇', en: 'Draws a pension' },
  INCAPABLE: { zh: '完全丧失劳动能力', en: 'Lost all capacity to work' },
} as const satisfies Record<string, Text>;
export const workCapacity = code(WORK_CAPACITY, '没有这种劳动能力状况', 'There is no such capacity');
export type WorkCapacity = z.output<typeof workCapacity>;

export const LEAVING_REASON = {
  MOVED_OUT: { zh: '迁出', en: 'Moved out' },
  MARRIED: { zh: '因婚姻分户', en: 'Left on marriage' },
  DIVORCED: { zh: '离婚', en: 'Divorced' },
  DIED: { zh: '死亡', en: 'Died' },
  ENTERED_IN_ERROR: { zh: '登记有误', en: 'Entered in error' },
} as const satisfies Record<string, Text>;
export const leavingReason = code(LEAVING_REASON, '没有这个退出理由', 'There is no such reason of leaving');

export const DISSOLUTION_REASON = {
  MOVED_AWAY: { zh: '全户迁出', en: 'The whole household moved away' },
  JOINED_ANOTHER: { zh: '并入其他家庭户', en: 'Joined another household' },
  ENTERED_IN_ERROR: { zh: '登记有误', en: 'Entered in error' },
} as const satisfies Record<string, Text>;
export const dissolutionReason = code(DISSOLUTION_REASON, '没有这个撤户理由', 'There is no such reason of dissolution');

/** Why an officer may see a person's data in clear. */
export const UNMASKING = {
  CONTACT: { zh: '联系本人', en: 'To contact the person' },
  IDENTITY_CHECK: { zh: '核对身份证件', en: 'To check an identity card' },
  DUPLICATE_CHECK: { zh: '核查重复人员', en: 'To look into a suspected duplicate' },
} as const satisfies Record<string, Text>;
export const unmasking = code(UNMASKING, '没有这个明文查看事由', 'There is no such reason to see data in clear');
export type Unmasking = z.output<typeof unmasking>;
