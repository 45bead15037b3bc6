import { refusals } from '@zhiqiao/records';

export const errors = refusals('matching', {
  profileClosed: [409, '该求职者的求职登记已关闭', "The jobseeker's profile is closed"],
  vacancyNotOpen: [409, '该岗位已不在招聘中', 'The vacancy is not open any more'],
  vacancyFull: [409, '该岗位已招满', 'The vacancy has all the people it asked for'],
  agencyBarred: [409, '该中介机构目前不得从事职业中介', 'The agency may not mediate at present'],
  notPossible: [409, '当前状态下不能办理此步骤', 'The state does not allow this step'],
  notYours: [403, '只有推荐双方可以填报结果', 'Only the two sides of the referral report its outcome'],
  nothingToSettle: [
    409,
    '双方说法一致或尚未填报，无需裁定',
    'There is nothing to settle: the accounts agree or are not due yet',
  ],
  employerMissing: [
    422,
    '中介机构须写明用人单位的统一社会信用代码',
    'An agency must name the employer by its credit code',
  ],
  employerForeign: [403, '用人单位只能发布本单位的岗位', 'An employer publishes its own vacancies only'],
  validThroughPast: [422, '有效期已过', 'The validity lies in the past'],
  interviewInFuture: [422, '面试日期不能晚于今天', 'An interview that was held cannot lie in the future'],
  divisionForeign: [422, '不是本市的区划', 'The division is not in this city'],
  importTooLong: [422, '文件行数过多，请分成几个文件', 'The file has too many rows: send several'],
  noDraft: [409, '该岗位不是未发布的草稿', 'The vacancy is no unpublished draft'],
  notChecked: [409, '草稿须先通过检查才能发布', 'A draft is published once it has passed the check'],
  changeUnlawful: [
    422,
    '修改后的招聘信息不符合法律，岗位保持原样',
    'The change would break the law; the vacancy stays as it was',
  ],
  headcountTaken: [409, '招聘人数不能少于已录用和已答应的人数', 'Fewer places than are already given away'],
  termsMissing: [422, '在招岗位须写全法律要求的内容', 'A vacancy on the market states all that the law wants'],
  asOfInFuture: [422, '截止时间不能晚于现在', 'The time to look from cannot lie in the future'],
});
