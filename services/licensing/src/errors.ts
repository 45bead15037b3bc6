import { refusals } from '@zhiqiao/records';

export const errors = refusals('licensing', {
  notPossible: [409, '许可当前状态不能办理此事项', 'The licence does not allow this now'],
  alreadyHeld: [
    409,
    '该单位已有同类许可或正在申请',
    'The organisation holds or has applied for such a licence already',
  ],
  notAnOrganisation: [403, '账号未关联机构，不能申请许可', 'The account belongs to no organisation'],
  notYourDivision: [403, '该机构所在地不在您的辖区内', 'The organisation is outside your division'],
  foreignDivision: [422, '机构所在地不在本市', 'The organisation is not in this city'],
  nothingMissing: [
    409,
    '申请材料齐全，应当受理',
    'Nothing of this list is missing: the application has to be accepted',
  ],
  extendedAlready: [409, '决定期限已延长过一次', 'The time to decide has been extended once already'],
  otherOrganisation: [409, '该检查对象不是此许可的持有人', 'This inspection is about another organisation'],
  findingNotSigned: [
    409,
    '须有两名以上执法人员签署、认定属实的检查结论',
    'A substantiated finding signed by two inspectors is required',
  ],
  suspendedBefore: [409, '已因该检查暂停过许可', 'It was suspended over this inspection already'],
  noNotice: [409, '吊销前须先告知并给予申请听证的期限', 'Notice with the right to a hearing has to be given first'],
  hearingOpen: [409, '申请听证的期限尚未届满', 'The time to ask for a hearing has not run out'],
  reasonMissing: [422, '请填写注销原因', 'State why it is deregistered'],
  inspectionNotPossible: [409, '检查当前状态不能办理此事项', 'The inspection does not allow this now'],
  sameInspector: [403, '须由另一名执法人员签署', 'Another inspector must sign'],
  outcomeNotFound: [409, '处理结果与检查结论不符', 'The outcome does not fit the finding'],
});
