import type { PostCertificate, Role, Text } from '@zhiqiao/domain';

/** The people of the demo city, and those of a second city so that access can be tried with real foreign tokens. */
export type DemoAccount = {
  login: string;
  about: Text;
  city: string;
  roles: Role[];
  division?: string;
  certificate?: PostCertificate;
  personId?: string;
  orgId?: string;
};

export const DEMO_CITIES = ['449900', '449800'];
export const DEMO_CERTIFICATES_VALID_THROUGH = '2035-12-31';

const staff =
  (city: string) =>
  (
    login: string,
    role: Role,
    division: string,
    zh: string,
    en: string,
    certificate?: PostCertificate,
  ): DemoAccount => ({
    login,
    about: { zh, en },
    city,
    roles: [role],
    division,
    ...(certificate && { certificate }),
  });
const qiaozhou = staff('449900');
const dukou = staff('449800');

const FACTORY = '91440106100000016R';

export const demoAccounts: DemoAccount[] = [
  qiaozhou('admin.wang', 'admin', '449900', '系统管理员', 'Administrator'),
  qiaozhou('manager.zhao', 'manager', '449900', '市局负责人', 'Manager of the bureau'),
  qiaozhou('clerk.li', 'clerk', '449902001', '桥头街道窗口', 'Desk of Qiaotou street', 'REGISTRATION_POST'),
  qiaozhou('clerk.nan', 'clerk', '449903001', '南门街道窗口', 'Desk of Nanmen street', 'REGISTRATION_POST'),
  qiaozhou('counsellor.chen', 'counsellor', '449902', '江北区职业指导', 'Guidance, Jiangbei', 'VOCATIONAL_GUIDANCE'),
  qiaozhou('counsellor.new', 'counsellor', '449902', '尚未持证的职业指导员', 'Counsellor without a certificate'),
  qiaozhou('counsellor.nan', 'counsellor', '449903', '江南区职业指导', 'Guidance, Jiangnan', 'VOCATIONAL_GUIDANCE'),
  qiaozhou(
    'licensing.sun',
    'licensing-officer',
    '449900',
    '许可审批、检查',
    'Licensing, inspector',
    'LABOUR_INSPECTION',
  ),
  qiaozhou('licensing.qian', 'licensing-officer', '449900', '第二名检查人员', 'Second inspector', 'LABOUR_INSPECTION'),
  qiaozhou('licensing.nan', 'licensing-officer', '449903', '江南区许可', 'Licensing, Jiangnan', 'LABOUR_INSPECTION'),
  qiaozhou('procurement.wu', 'procurement-officer', '449900', '政府采购', 'Procurement', 'PROCUREMENT_POST'),
  qiaozhou(
    'procurement.zheng',
    'procurement-officer',
    '449900',
    '政府采购复核',
    'Procurement, second',
    'PROCUREMENT_POST',
  ),
  qiaozhou(
    'procurement.nan',
    'procurement-officer',
    '449903',
    '江南区采购',
    'Procurement, Jiangnan',
    'PROCUREMENT_POST',
  ),
  qiaozhou('hotline.feng', 'hotline-agent', '449900', '热线坐席', 'Hotline agent', 'HOTLINE_POST'),
  qiaozhou('hotline.chu', 'hotline-agent', '449900', '第二名热线坐席', 'Second hotline agent', 'HOTLINE_POST'),
  qiaozhou(
    'supervision.wei',
    'supervision-officer',
    '449900',
    '劳动保障监察',
    'Labour inspection',
    'LABOUR_INSPECTION',
  ),
  qiaozhou('supervision.jiang', 'supervision-officer', '449900', '监察第二人', 'Second officer', 'LABOUR_INSPECTION'),
  qiaozhou(
    'supervision.nan',
    'supervision-officer',
    '449903',
    '江南区监察',
    'Inspection, Jiangnan',
    'LABOUR_INSPECTION',
  ),
  {
    login: 'employer.factory',
    about: { zh: '桥州市红星制衣厂', en: 'Garment factory' },
    city: '449900',
    roles: ['employer'],
    orgId: FACTORY,
  },
  {
    login: 'jobseeker.demo',
    about: { zh: '求职者', en: 'Jobseeker' },
    city: '449900',
    roles: ['jobseeker'],
    personId: 'demo-person',
  },

  dukou('admin.dukou', 'admin', '449800', '渡口市管理员', 'Administrator in Dukou'),
  dukou('manager.dukou', 'manager', '449800', '渡口市负责人', 'Manager in Dukou'),
  dukou('clerk.dukou', 'clerk', '449802001', '渡口市窗口', 'Clerk in Dukou', 'REGISTRATION_POST'),
  dukou('counsellor.dukou', 'counsellor', '449802', '渡口市职业指导', 'Counsellor in Dukou', 'VOCATIONAL_GUIDANCE'),
  dukou('licensing.dukou', 'licensing-officer', '449800', '渡口市许可', 'Licensing in Dukou', 'LABOUR_INSPECTION'),
  dukou('procurement.dukou', 'procurement-officer', '449800', '渡口市采购', 'Procurement in Dukou', 'PROCUREMENT_POST'),
  dukou('hotline.dukou', 'hotline-agent', '449800', '渡口市热线', 'Hotline in Dukou', 'HOTLINE_POST'),
  dukou('supervision.dukou', 'supervision-officer', '449800', '渡口市监察', 'Inspection in Dukou', 'LABOUR_INSPECTION'),
  ...(['employer', 'agency', 'provider'] as const).map((role) => ({
    login: `${role}.dukou`,
    about: { zh: '渡口市单位', en: 'Organisation in Dukou' },
    city: '449800',
    roles: [role],
    orgId: FACTORY,
  })),
  {
    login: 'jobseeker.dukou',
    about: { zh: '渡口市求职者', en: 'Jobseeker in Dukou' },
    city: '449800',
    roles: ['jobseeker'],
    personId: 'demo-person-of-dukou',
  },
];

export type DemoMachine = { id: string; role: Role; secret: string };

/** Machine clients of the demo. Production opens its own and refuses secrets that begin so. */
export const demoMachines: DemoMachine[] = [
  ...['registration', 'matching', 'training', 'licensing', 'supervision', 'insurance'].map((id) => ({
    id,
    role: 'service' as const,
    secret: `demo-secret-of-${id}`,
  })),
  { id: 'insurance-system', role: 'insurance-system', secret: 'demo-secret-of-insurance-system' },
  { id: 'hotline-system', role: 'hotline-system', secret: 'demo-secret-of-hotline-system' },
];
