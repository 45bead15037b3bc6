import { refusals } from '@zhiqiao/records';

export const errors = refusals('insurance', {
  nothingOwed: [409, '没有待办的失业保险系统调用', 'No call to the unemployment-insurance system is owed'],
  alreadyDecided: [409, '该申领已有不同的结论', 'The claim has been decided otherwise'],
  otherClaim: [409, '申领编号与登记不符', 'This is not the number of the claim'],
  batchNotPossible: [
    409,
    '该批次在当前状态下不能这样办理：未收到回执的可重发，部分拒收的可更正后并入下一批或另行处理',
    'Not possible in the state of this batch: one without a receipt can be sent again, the rejects of one can go into the next file or be dealt with otherwise',
  ],
  noExchange: [409, '本市未启用文件交换', 'No files are exchanged in this city'],
});
