import {
  applyForCertificateRequest,
  cancelCertificateRequest,
  certificateVerification,
  certificateView,
  STAFF_ROLES,
  verifyCertificateQuery,
} from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Certificate, certificate } from '../domain/certificate.ts';
import type { CipherSuite } from '../ports/cipher-suite.ts';
import type { Vault } from '../ports/vault.ts';
import {
  applyForCertificate,
  cancelCertificate,
  issueCertificate,
  printedCode,
  reportCertificateFound,
  reportCertificateLost,
  verifyCertificate,
} from '../usecases/keep-certificate.ts';
import { whoIs } from '../usecases/same-person.ts';

const byId = z.object({ id: z.string() });
const desk = { certificate: 'REGISTRATION_POST', scope: 'division' } as const;

export const certificateRoutes = (platform: Platform, vault: Vault, suite: () => Promise<CipherSuite>): Route[] => {
  const answered = async ({ record }: { record: Rec<Certificate> }, status = 200): Promise<Reply> => {
    const { id, state, version } = record;
    if (state.status === 'NONE') throw recordErrors.notFound();
    const code = await printedCode(suite, state);
    return { status, body: { id, ...state, ...(code && { code }) }, version };
  };

  return [
    route({
      method: 'post',
      path: '/employment-certificates',
      operation: 'applyForCertificate',
      title: { zh: '申领就业创业证', en: 'Apply for the employment certificate' },
      access: { roles: ['clerk', 'jobseeker'], ...desk },
      body: applyForCertificateRequest,
      example: { personId: 'person-1' },
      answers: { 201: certificateView },
      handle: async ({ command, body }) => {
        const { id } = await whoIs(platform, command.actor, body.personId);
        const reply = await answered(await applyForCertificate(platform, command, id), 201);
        return { ...reply, location: `/employment-certificates/${id}` };
      },
    }),
    route({
      method: 'get',
      path: '/employment-certificates/verification',
      operation: 'verifyCertificate',
      title: { zh: '验证就业创业证', en: 'Verify an employment certificate' },
      access: { public: true },
      query: verifyCertificateQuery,
      answers: { 200: certificateVerification },
      handle: async ({ query }) => ({
        status: 200,
        body: await verifyCertificate(platform, vault, suite, query.code),
      }),
    }),
    route({
      method: 'get',
      path: '/employment-certificates/:id',
      operation: 'readCertificate',
      title: { zh: '查看就业创业证', en: 'Read an employment certificate' },
      access: { roles: ['jobseeker', ...STAFF_ROLES], purpose: true, scope: 'own' },
      params: byId,
      answers: { 200: certificateView },
      handle: async ({ actor, params }) => {
        const who = await whoIs(platform, actor, params.id);
        return answered({ record: await platform.records(certificate).get(actor, who.id) });
      },
    }),
    route({
      method: 'post',
      path: '/employment-certificates/:id/issue',
      operation: 'issueCertificate',
      title: { zh: '发放或补发就业创业证', en: 'Issue the certificate, or one in place of a lost one' },
      access: { roles: ['clerk'], ...desk },
      params: byId,
      answers: { 200: certificateView },
      handle: async ({ command, params }) => answered(await issueCertificate(platform, command, params.id)),
    }),
    route({
      method: 'post',
      path: '/employment-certificates/:id/loss',
      operation: 'reportCertificateLost',
      title: { zh: '挂失就业创业证', en: 'Report a certificate lost' },
      access: { roles: ['clerk', 'jobseeker'], ...desk },
      params: byId,
      answers: { 200: certificateView },
      handle: async ({ command, params }) => answered(await reportCertificateLost(platform, command, params.id)),
    }),
    route({
      method: 'post',
      path: '/employment-certificates/:id/recovery',
      operation: 'reportCertificateFound',
      title: { zh: '解除挂失', en: 'Report a lost certificate found' },
      access: { roles: ['clerk', 'jobseeker'], ...desk },
      params: byId,
      answers: { 200: certificateView },
      handle: async ({ command, params }) => answered(await reportCertificateFound(platform, command, params.id)),
    }),
    route({
      method: 'post',
      path: '/employment-certificates/:id/cancellation',
      operation: 'cancelCertificate',
      title: { zh: '注销就业创业证', en: 'Cancel an employment certificate' },
      access: { roles: ['clerk'], ...desk },
      params: byId,
      body: cancelCertificateRequest,
      example: { reason: 'DRAWS_PENSION' },
      answers: { 200: certificateView },
      handle: async ({ command, params, body }) =>
        answered(await cancelCertificate(platform, command, params.id, body.reason)),
    }),
  ];
};
