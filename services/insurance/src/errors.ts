import { refusals } from '@zhiqiao/records';

export const errors = refusals('insurance', {
  nothingOwed: [409, '没有待办的失业保险系统调用', 'No call to the unemployment-insurance system is owed'],
  alreadyDecided: [409, '该申领已有不同的结论', 'The claim has been decided otherwise'],
  partnerDate: [
    422,
    '消息中的日期早于失业登记之日或晚于今日，请核对日期和时钟后重发',
    'A date in the message lies before the registration or after today: check date and clock, and send again',
  ],
  otherClaim: [409, '申领编号与登记不符', 'This is not the number of the claim'],
  sequenceReused: [409, '该序号已用于另一条消息', 'This sequence number was used for another message'],
  signatureWrong: [403, '消息签名无效', 'The signature of the message is not valid'],
  partnerClock: [
    422,
    '发送时间与本系统时钟相差过大，请校准时钟后重发',
    'The time of sending is too far from our clock: set the clock and send again',
  ],
  sanctionNotPossible: [409, '案件目前不能这样办理', 'The case does not allow this now'],
  notHeardYet: [409, '尚未听取本人陈述，陈述期限未满', 'She has not been heard, and her time to speak has not passed'],
  evidenceInsufficient: [422, '案卷证据不足，不能提出停发', 'The file does not carry a proposal'],
  sameOfficer: [403, '须由另一名工作人员办理', 'Another officer has to do this'],
  receiptMissing: [422, '已送达的须填写回执编号', 'A notice that arrived needs the number of its receipt'],
  noticeDay: [
    422,
    '送达日期应在提出停发意见之日至今日之间',
    'A notice is given between the day of the proposal and today',
  ],
  evidenceNotYet: [422, '证据的日期不能晚于今日', 'Evidence cannot be of a day yet to come'],
  appealTooLate: [409, '已超过复议申请期限', 'The time to appeal has passed'],
  benefitNotRunning: [409, '该失业保险金未在领取', 'This benefit is not being drawn'],
  notYourself: [403, '只能查询本人', 'You may ask only for yourself'],
  driftNotOpen: [409, '该差异已处理', 'This drift has been dealt with'],
  batchNotPossible: [
    409,
    '该批次在当前状态下不能这样办理：未收到回执的可重发，部分拒收的可更正后并入下一批或另行处理',
    'Not possible in the state of this batch: one without a receipt can be sent again, the rejects of one can go into the next file or be dealt with otherwise',
  ],
  noExchange: [409, '本市未启用文件交换', 'No files are exchanged in this city'],
  divisionForeign: [422, '不是本市的区划', 'The division is not in this city'],
  subsidyNotPossible: [409, '该补贴申请目前不能这样办理', 'The application does not allow this now'],
  subsidyThere: [
    409,
    '该证书或同一职业同一等级已有申请或补贴',
    'This certificate, or this occupation and level, has been applied for or subsidised already',
  ],
  contributionsUnknown: [
    409,
    '失业保险系统尚未答复缴费月数：请稍后再办，或重新查询缴费',
    'The insurance system has not said how many months were paid: wait for it, or ask for the contributions again',
  ],
  subsidyWithoutAmount: [
    409,
    '本市未规定该等级的补贴标准，不能改为给予补贴',
    'The city sets no amount for this level: the refusal cannot be reversed',
  ],
  subsidiesUsedUp: [
    409,
    '本年度补贴次数已用完，不能改为给予补贴',
    'As many as a year allows have been granted: the refusal cannot be reversed',
  ],
  subsidyAmount: [409, '发放金额与核定金额不符', 'The amount paid is not what was granted'],
});
