/** Who may sign in to the demo city, where they begin, and one thing to try. */
import { demoAccounts } from '../../../services/identity/src/demo-accounts.ts';
import { CITY, services } from './plan.mjs';

const desks = {
  clerk: ['registration', '登记一名失业人员', 'register someone as unemployed'],
  counsellor: ['matching', '为求职者推荐岗位', 'refer a jobseeker to a vacancy'],
  'licensing-officer': ['licensing', '审批职业中介许可', 'decide an agency licence'],
  'procurement-officer': ['training', '发布培训项目招标', 'announce a training tender'],
  'hotline-agent': ['supervision', '受理一件投诉', 'take a complaint'],
  'supervision-officer': ['supervision', '调查投诉', 'investigate a complaint'],
  manager: ['supervision', '查看投诉办理时限', 'look at complaints and their clocks'],
  admin: ['identity', '开立账号', 'open an account'],
  employer: ['registration', '备案解除劳动关系', 'report a dismissal'],
  agency: ['matching', '发布岗位', 'publish a vacancy'],
  provider: ['training', '递交投标', 'submit a bid'],
  jobseeker: ['matching', '查看推荐', 'see recommendations'],
};

const here = demoAccounts.filter((account) => account.city === CITY);
export const logins = Object.fromEntries(here.map(({ login, roles }) => [login, roles[0]]));

export const loginTable = () => {
  const rows = Object.entries(desks).flatMap(([role, [service, zh, en]]) => {
    const account = here.find(({ roles }) => roles.includes(role));
    return account ? [[role, services[service].url, account.login, `${zh} / ${en}`]] : [];
  });
  const lines = [['role', 'url', 'login', 'try'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)) + 2);
  return [
    ...lines.map((line) => `  ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('')}`),
    `  Password of all: demo. A bearer token: npm run --silent token -- ${rows[0]?.[2] ?? 'clerk.li'}`,
  ].join('\n');
};
