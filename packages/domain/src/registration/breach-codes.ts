import { z } from 'zod';
import { noticeChannel } from '../values/notice-channel.ts';
import { message, type Text } from '../values/text.ts';

const code = <K extends string>(table: Record<K, Text>, zh: string, en: string) =>
  z.enum(Object.keys(table) as [K, ...K[]], { error: message(zh, en) });

/** What became, or may have become, of personal information (个人信息保护法 第57条). */
export const BREACH_KIND = {
  LEAKED: { zh: '泄露', en: 'leaked' },
  TAMPERED: { zh: '篡改', en: 'tampered with' },
  LOST: { zh: '丢失', en: 'lost' },
} as const satisfies Record<string, Text>;
export const breachKind = code(BREACH_KIND, '应为泄露、篡改或丢失', 'It was leaked, tampered with or lost');

export const INFORMATION_KIND = {
  IDENTITY: { zh: '姓名和证件号码', en: 'name and ID number' },
  CONTACT: { zh: '联系方式', en: 'contact details' },
  EMPLOYMENT: { zh: '就业信息', en: 'employments' },
  UNEMPLOYMENT: { zh: '失业登记信息', en: 'unemployment registrations' },
  BENEFIT: { zh: '失业保险待遇信息', en: 'unemployment benefits' },
  HOUSEHOLD: { zh: '家庭信息', en: 'household' },
  HEALTH: { zh: '健康状况', en: 'health' },
  RESUME: { zh: '求职简历', en: 'résumé' },
  COMPLAINT: { zh: '投诉内容', en: 'complaints' },
  ACCOUNT: { zh: '账号和密码', en: 'account and password' },
} as const satisfies Record<string, Text>;
export const informationKind = code(INFORMATION_KIND, '没有这种个人信息', 'There is no such kind of information');

export const BREACH_CAUSE = {
  UNAUTHORISED_READING: { zh: '越权查询', en: 'Read without authority' },
  WRONG_RECEIVER: { zh: '发送给错误的接收人', en: 'Sent to the wrong receiver' },
  LOST_CARRIER: { zh: '设备或材料遗失', en: 'A device or paper was lost' },
  SYSTEM_FAULT: { zh: '系统故障', en: 'A fault of the system' },
  ATTACK: { zh: '网络攻击', en: 'An attack' },
  ENTRUSTED_PARTY: { zh: '受托方或接收方原因', en: 'On the side of an entrusted party or a receiver' },
  UNKNOWN: { zh: '原因待查', en: 'Not known yet' },
} as const satisfies Record<string, Text>;
export const breachCause = code(BREACH_CAUSE, '没有这个原因', 'There is no such cause');

export const BREACH_HARM = {
  FRAUD: { zh: '被冒名诈骗', en: 'fraud' },
  IDENTITY_MISUSED: { zh: '身份被冒用', en: 'misuse of the identity' },
  HARASSMENT: { zh: '受到骚扰', en: 'harassment' },
  DISCRIMINATION: { zh: '求职受到歧视', en: 'discrimination in looking for work' },
  LOSS_OF_MONEY: { zh: '财产损失', en: 'loss of money' },
  LOSS_OF_CLAIM: { zh: '待遇或服务受到影响', en: 'loss of a benefit or a service' },
} as const satisfies Record<string, Text>;
export const breachHarm = code(BREACH_HARM, '没有这种危害', 'There is no such harm');

export const BREACH_REMEDY = {
  ACCESS_CLOSED: { zh: '已停止相关访问', en: 'the access was closed' },
  DELETED_BY_RECEIVER: { zh: '接收人已删除', en: 'the receiver has deleted it' },
  WAS_SEALED: { zh: '信息已加密，密钥未泄露', en: 'it was encrypted and the key is safe' },
  RESTORED: { zh: '已恢复数据', en: 'the data were restored' },
  SECRETS_CHANGED: { zh: '已更换密码和密钥', en: 'passwords and keys were changed' },
  FAULT_MENDED: { zh: '已修复系统', en: 'the system was mended' },
  TO_THE_POLICE: { zh: '已向公安机关报案', en: 'it was reported to the police' },
} as const satisfies Record<string, Text>;
export const breachRemedy = code(BREACH_REMEDY, '没有这种补救措施', 'There is no such remedy');

/** What somebody can do herself against the harm. */
export const BREACH_ADVICE = {
  CHANGE_PASSWORD: { zh: '更改账号密码', en: 'change your password' },
  BEWARE_OF_CALLS: { zh: '警惕冒充工作人员的电话和短信', en: 'beware of calls and messages in our name' },
  CHECK_OWN_FILE: { zh: '核对本人登记信息', en: 'look through your own file' },
  WATCH_ACCOUNTS: { zh: '留意银行和社保账户', en: 'watch your bank and insurance accounts' },
  TO_THE_POLICE: { zh: '发现被冒用的，向公安机关报案', en: 'go to the police if your identity is misused' },
} as const satisfies Record<string, Text>;
export const breachAdvice = code(BREACH_ADVICE, '没有这种建议', 'There is no such advice');

export const BREACH_AUTHORITY = {
  CYBERSPACE: { zh: '网信部门', en: 'Cyberspace administration' },
  PUBLIC_SECURITY: { zh: '公安机关', en: 'Public security' },
  SUPERIOR_DEPARTMENT: { zh: '上级主管部门', en: 'Superior department' },
} as const satisfies Record<string, Text>;
export const breachAuthority = code(BREACH_AUTHORITY, '没有这个部门', 'There is no such authority');

export const BREACH_MENDING = {
  ACCESS_NARROWED: { zh: '收紧权限', en: 'Access was narrowed' },
  SYSTEM_CHANGED: { zh: '改造系统', en: 'The system was changed' },
  PROCEDURE_CHANGED: { zh: '修订制度流程', en: 'The procedure was changed' },
  STAFF_TRAINED: { zh: '开展培训', en: 'The staff were trained' },
  HELD_TO_ACCOUNT: { zh: '追究责任', en: 'Somebody was held to account' },
  CONTRACT_CHANGED: { zh: '变更委托或合作协议', en: 'The contract with a third party was changed' },
} as const satisfies Record<string, Text>;
export const breachMending = code(BREACH_MENDING, '没有这种整改措施', 'There is no such measure');

export const BREACH_DISMISSAL = {
  NOTHING_HAPPENED: { zh: '未发生，也不可能发生', en: 'It did not happen and cannot have' },
  NO_PERSONAL_INFORMATION: { zh: '不涉及个人信息', en: 'No personal information was concerned' },
  REPORTED_TWICE: { zh: '重复报告', en: 'It was reported already' },
} as const satisfies Record<string, Text>;
export const breachDismissal = code(BREACH_DISMISSAL, '没有这个排除理由', 'There is no such ground of a dismissal');

/** The step that is due. */
export const breachStage = z.enum(['AUTHORITY', 'PERSONS', 'CLOSING']);
export type BreachStage = z.output<typeof breachStage>;

/** Beside the online account, in which a notice stands from the first. */
export const otherChannel = noticeChannel.exclude(['ONLINE']);
