import { refusals } from '@zhiqiao/records';

export const errors = refusals('identity', {
  alreadyOpen: [409, '该账号已开立', 'The account is open already'],
  loginTaken: [409, '该登录名已被使用', 'This login is taken'],
  disabled: [409, '账号已停用，只能查看', 'The account is disabled: it can only be read'],
  notStaff: [409, '上岗证书只授予工作人员账号', 'Post certificates are awarded to staff accounts only'],
  certificateLapsed: [422, '证书有效期须晚于今天', 'The certificate must be valid beyond today'],
  foreignDivision: [422, '区划不属于本市', 'The division is not in this city'],
});
