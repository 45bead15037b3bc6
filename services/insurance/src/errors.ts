import { refusals } from '@zhiqiao/records';

export const errors = refusals('insurance', {
  nothingOwed: [409, '没有待办的失业保险系统调用', 'No call to the unemployment-insurance system is owed'],
  alreadyDecided: [409, '该申领已有不同的结论', 'The claim has been decided otherwise'],
  otherClaim: [409, '申领编号与登记不符', 'This is not the number of the claim'],
});
