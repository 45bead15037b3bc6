import { refusals } from '@zhiqiao/records';

export const errors = refusals('supervision', {
  notPossible: [409, '当前状态下不能办理此步骤', 'The state does not allow this step'],
  divisionForeign: [422, '不是本市的区划', 'The division is not in this city'],
  notYourUnit: [403, '该诉求由其他单位承办', 'Another office handles this complaint'],
  cityDesignates: [403, '只有市级可以指定承办单位', 'Only the city designates who handles a complaint'],
  designated: [409, '已指定承办，不得退回', 'It was designated and cannot be returned'],
  objectionLate: [409, '已超过提出异议的期限', 'The time to object has passed'],
  noTarget: [409, '未写明被投诉单位，不能立案调查', 'No organisation is named: there is nobody to investigate'],
  alreadyJoined: [
    409,
    '您已是该案调查人员，须由另一名监察员参加',
    'You have joined already: another inspector must join',
  ],
  caseRequired: [409, '须先立案调查，再答复', 'It must be investigated before it is answered'],
  notAnInvestigator: [403, '只有办案人员可以作出结论', 'Only those who investigate record what was found'],
  extensionLate: [409, '须在期限届满前申请延期', 'An extension must be requested before the time is over'],
  alreadyExtended: [409, '调查期限只能延长一次', 'An investigation is extended only once'],
  otherPersonCalls: [403, '回访须由未经办此事的人员进行', 'Somebody who did not handle it must call back'],
  notDivertible: [409, '该事项应由本机构处理，不能转出', 'The law leaves this matter to us: it cannot be passed on'],
  callBackFirst: [
    409,
    '须先回访；多次未接通方可归档',
    'Call back first; it is closed without that only after several attempts',
  ],
});
