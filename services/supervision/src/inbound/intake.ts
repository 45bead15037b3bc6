import { complaintTaken, phoneComplaint, transferredComplaint, webComplaint } from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import type { Complaint } from '../domain/complaint.ts';
import type { Supervision } from '../usecases/supervision.ts';
import { commandByOrder, idByContent, idByKey, idByOrder, takeComplaint } from '../usecases/take-complaint.ts';
import { agent } from './shared.ts';
import { complaintOf } from './views.ts';

const example = {
  kind: 'COMPLAINT',
  category: 'DEPOSIT_DEMANDED',
  targetOrgId: '91440106100000032F',
  division: '449902001',
  text: '职介所介绍工作要先交500元押金',
  caller: { name: '李梅', phone: '13920007919' },
} as const;

const taken = ({ record, trackingCode }: { record: Rec<Complaint>; trackingCode: string }) => {
  const { status, due } = complaintOf(record);
  const answer = due.find(({ stage }) => stage === 'ANSWER' || stage === 'INVESTIGATE');
  return {
    status: 201,
    body: { id: record.id, status, trackingCode, answerBy: answer?.due },
    location: `/complaints/${record.id}`,
  };
};

export const intakeRoutes = (supervision: Supervision): Route[] => [
  route({
    method: 'post',
    path: '/complaints',
    operation: 'takeCall',
    title: { zh: '登记来电诉求', en: 'Take down a call' },
    access: agent,
    body: phoneComplaint,
    example,
    answers: { 201: complaintTaken },
    async handle({ command, body: { text, caller, ...facts } }) {
      const intake = { channel: 'PHONE' as const, ...facts };
      return taken(await takeComplaint(supervision)(command, idByKey(command), intake, { text, ...caller }));
    },
  }),
  route({
    method: 'post',
    path: '/complaints/web',
    operation: 'complainOnline',
    title: { zh: '网上提交诉求', en: 'Complain online' },
    access: { public: true },
    body: webComplaint,
    example,
    answers: { 201: complaintTaken },
    async handle({ actor, command, body: { text, caller, ...facts } }) {
      const intake = { channel: 'WEB' as const, ...facts, ...(actor.personId && { personId: actor.personId }) };
      // Whoever comes without signing in cannot write a record: the platform files it.
      const filed = { ...command, actor: supervision.platform };
      return taken(await takeComplaint(supervision)(filed, idByContent(command), intake, { text, ...caller }));
    },
  }),
  route({
    method: 'post',
    path: '/complaints/transfers',
    operation: 'transferComplaint',
    title: { zh: '接收12345转办工单', en: 'Take over a work order of 12345' },
    access: { roles: ['hotline-system'], scope: 'city' },
    body: transferredComplaint,
    example: { ...example, orderNumber: '2026-03-09-000123' },
    answers: { 201: complaintTaken },
    async handle({ command, body: { text, caller, orderNumber, ...facts } }) {
      const intake = { channel: 'TRANSFER_12345' as const, ...facts };
      const said = { text, ...caller };
      return taken(
        await takeComplaint(supervision)(commandByOrder(command, orderNumber), idByOrder(orderNumber), intake, said),
      );
    },
  }),
];
