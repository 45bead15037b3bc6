import {
  confirmRegistrationRequest,
  delegateConfirmation,
  nameDelegateRequest,
  recordContactRequest,
  recordServiceRefusalRequest,
  renewRegistrationRequest,
  signDecisionRequest,
  statementRequest,
  unemploymentView,
  verifyCommitmentRequest,
} from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Platform, type Route, route } from '@zhiqiao/service-kit';
import type { Vault } from '../ports/vault.ts';
import {
  recordServiceRefusal,
  signAdverseDecision,
  stateHerCase,
  verifyDeclaration,
} from '../usecases/decide-against.ts';
import {
  confirmAsDelegate,
  confirmRegistration,
  nameDelegateFor,
  recordContactOf,
  renewRegistration,
  revokeDelegateOf,
} from '../usecases/keep-registration.ts';
import { answered, byId, desk } from './unemployment-view.ts';

/** What happens while somebody is registered: contact, confirmation, renewal, and what may be decided against her. */
export const keepingRoutes = (platform: Platform, vault: Vault): Route[] => [
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/confirmation',
    operation: 'confirmRegistration',
    title: { zh: '确认仍在求职', en: 'Confirm a registration' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    body: confirmRegistrationRequest,
    example: { channel: 'PHONE' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await confirmRegistration(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/confirmation-by-delegate',
    operation: 'confirmAsDelegate',
    title: { zh: '受托代为确认', en: 'Confirm for somebody who named you' },
    access: { roles: ['jobseeker'], scope: 'own' },
    params: byId,
    answers: { 200: delegateConfirmation },
    handle: async ({ command, params }) => {
      const { id, state } = (await confirmAsDelegate(platform, command, params.id)).record;
      if (state.status !== 'REGISTERED') throw recordErrors.forbidden();
      const { lastContact, duty } = state;
      const due = duty.with === 'REGISTRATION' ? { due: duty.window.due } : {};
      return { status: 200, body: { id, confirmedOn: lastContact.on, what: lastContact.what, ...due } };
    },
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/contacts',
    operation: 'recordContact',
    title: { zh: '记录一次联系', en: 'Record a contact' },
    access: { roles: ['clerk'], ...desk },
    params: byId,
    body: recordContactRequest,
    example: { what: 'SERVICE_USED', channel: 'COUNTER' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) => answered(await recordContactOf(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/delegation',
    operation: 'nameDelegate',
    title: { zh: '委托他人代为确认', en: 'Name somebody to confirm for her' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    body: nameDelegateRequest,
    example: { delegateId: 'person-2' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await nameDelegateFor(platform, vault, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/delegation/revocation',
    operation: 'revokeDelegate',
    title: { zh: '撤销委托', en: 'Revoke a delegation' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    answers: { 200: unemploymentView },
    handle: async ({ command, params }) => answered(await revokeDelegateOf(platform, command, params.id)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/renewal',
    operation: 'renewRegistration',
    title: { zh: '失业登记续期', en: 'Renew a registration' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    body: renewRegistrationRequest,
    example: { channel: 'COUNTER' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await renewRegistration(platform, command, params.id, body?.channel)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/service-refusals',
    operation: 'recordServiceRefusal',
    title: { zh: '认定拒绝服务有无正当理由', en: 'Find a refusal of a service justified or not' },
    access: { roles: ['clerk', 'manager'], ...desk },
    params: byId,
    body: recordServiceRefusalRequest,
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await recordServiceRefusal(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/verification',
    operation: 'verifyCommitment',
    title: { zh: '核查承诺事项', en: 'Verify what was declared' },
    access: { roles: ['clerk', 'manager'], ...desk },
    params: byId,
    body: verifyCommitmentRequest,
    example: { fact: 'JOBLESS', outcome: 'CONFIRMED' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) => answered(await verifyDeclaration(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/statement',
    operation: 'makeStatement',
    title: { zh: '陈述申辩', en: 'Make a statement before a decision' },
    access: { roles: ['clerk', 'jobseeker'], ...desk },
    params: byId,
    body: statementRequest,
    example: { contests: true, justification: 'CARE' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) => answered(await stateHerCase(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/unemployment-registrations/:id/decision',
    operation: 'signAdverseDecision',
    title: { zh: '签署不利决定或不予注销', en: 'Sign a decision against her, or dismiss it' },
    access: { roles: ['clerk', 'manager'], ...desk },
    params: byId,
    body: signDecisionRequest,
    example: { outcome: 'DISMISSED' },
    answers: { 200: unemploymentView },
    handle: async ({ command, params, body }) =>
      answered(await signAdverseDecision(platform, command, params.id, body)),
  }),
];
