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
  marketNotReady: [503, '推荐服务正在准备，请稍后再试', 'Recommendations are being prepared; please try again shortly'],
  searchNotReady: [503, '搜索服务正在准备，请稍后再试', 'The search is being prepared; please try again shortly'],
  cursorUnknown: [422, '翻页标记无效，请从第一页重新查询', 'No page gave this cursor: begin again at the first page'],
  nearMissing: [422, '按远近排序须写明所在区划（near）', 'To sort by nearness, name the division to start from (near)'],
  nothingOverridden: [409, '没有生效中的人工调整', 'No override stands for this recommendation'],
  asOfInFuture: [422, '截止时间不能晚于现在', 'The time to look from cannot lie in the future'],
});
