import { refusals } from '@zhiqiao/records';

export const errors = refusals('registration', {
  personUnknown: [404, '没有这个人的登记信息', 'This person is not known'],
  nameMismatch: [
    409,
    '该身份证号码已以另一姓名登记：请核对身份证件；如已更名，请持居民户口簿到窗口办理',
    'This ID number is registered under another name: check the ID card; after a change of name bring the household register to a desk',
  ],
  dateInFuture: [422, '日期不能晚于今天', 'The date cannot be later than today'],
  notYourDivision: [403, '该居住地不在您的辖区内，请由当地窗口办理', 'This residence is outside your division'],
  employerMissing: [422, '请填写用人单位的统一社会信用代码', 'Name the employer by its credit code'],
  notYourEmployer: [403, '只能为本单位办理就业登记', 'An employer files for itself only'],
  alreadyEmployed: [409, '该人员在本单位的就业登记尚未终止', 'This employment is registered and still open'],
  employmentEnded: [409, '该就业登记已终止', 'This employment has ended already'],
  endBeforeStart: [422, '终止日期不能早于入职日期', 'The employment cannot end before it began'],
  notYourself: [403, '只能办理和查看本人的事项', 'A jobseeker acts for herself only'],
  alreadyRegistered: [409, '已有未注销的失业登记', 'There is an unemployment registration in force'],
  notPossible: [409, '当前状态不能办理此事项', 'The registration does not allow this now'],
  ownReview: [403, '复核须由另一名经办人员办理', 'Another officer must review what you took in'],
  closedTooEarly: [422, '注销日期不能早于登记日期', 'It cannot be closed before the day of registration'],
  tooBroad: [422, '请按人员或区划查询', 'Ask by person or by division'],
  certificateNeedsRegistration: [
    409,
    '申领就业创业证须先办理就业登记或失业登记',
    'Register an employment or unemployment first: the certificate records it',
  ],
  certificateThere: [409, '已申领或持有就业创业证', 'There is a certificate, or an application for one'],
  codeNotOurs: [404, '该验证码不是本市签发，请核对后重新输入', 'This city printed no such code: check what you typed'],
  reasonNotYours: [403, '该注销原因须由经办人员认定', 'This ground is for an officer to establish'],
});
