import type { Role, Text, Unmasking } from '@zhiqiao/domain';

export type ClearField = 'name' | 'idNumber' | 'phone';

/** What an officer may see in clear, for which reason: no more than the reason needs (个人信息保护法 art. 6). */
export const UNMASKED: Record<Unmasking, { fields: readonly ClearField[]; roles: readonly Role[] }> = {
  CONTACT: { fields: ['name', 'phone'], roles: ['clerk', 'counsellor', 'hotline-agent', 'manager'] },
  IDENTITY_CHECK: { fields: ['name', 'idNumber'], roles: ['clerk', 'manager'] },
  DUPLICATE_CHECK: { fields: ['name', 'idNumber', 'phone'], roles: ['clerk', 'manager'] },
};
export const CLEAR_FIELD: Record<ClearField, Text> = {
  name: { zh: '姓名', en: 'name' },
  idNumber: { zh: '公民身份号码', en: 'ID number' },
  phone: { zh: '电话', en: 'phone' },
};
