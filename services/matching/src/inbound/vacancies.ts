import { openVacancies, ownVacancies, publishVacancy as publishVacancyBody, vacancyView } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { withdraw } from '../domain/vacancy.ts';
import type { Matching } from '../usecases/matching.ts';
import { onTheMarket } from '../usecases/on-the-market.ts';
import { publishVacancy } from '../usecases/publish-vacancy.ts';
import { nothing, one, page, paged, publisher } from './shared.ts';
import { openVacancyOf, vacancyOf } from './views.ts';

export const vacancyRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/vacancies',
    operation: 'publishVacancy',
    title: { zh: '发布岗位', en: 'Publish a vacancy' },
    access: publisher,
    body: publishVacancyBody,
    example: {
      occupation: '6-05-01-03',
      title: '缝纫工',
      duties: '平车缝制衬衫，计件',
      division: '449902001',
      headcount: 2,
      wageFromFen: 320000,
      wageToFen: 450000,
      validThrough: '2027-04-30',
    },
    answers: { 201: vacancyView },
    async handle({ command, body }) {
      const { record } = await publishVacancy(matching)(command, body);
      return { status: 201, body: vacancyOf(record), version: record.version, location: `/vacancies/${record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies',
    operation: 'listOpenVacancies',
    title: { zh: '查看在招岗位', en: 'List the open vacancies' },
    access: { public: true },
    query: z.object(paged),
    answers: { 200: openVacancies },
    async handle({ query }) {
      const { items, next } = await matching.vacancies.find(matching.platform, page({ status: 'OPEN' }, query));
      const shown = (await onTheMarket(matching, items)).map(openVacancyOf);
      return { status: 200, body: { items: shown }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/own',
    operation: 'listOwnVacancies',
    title: { zh: '查看本单位发布的岗位', en: 'List the vacancies that one has published' },
    access: publisher,
    query: z.object(paged),
    answers: { 200: ownVacancies },
    async handle({ actor, query }) {
      const where = { [holds(actor, 'agency') ? 'agencyId' : 'employerId']: actor.orgId ?? '' };
      const { items, next } = await matching.vacancies.find(actor, page(where, query));
      return { status: 200, body: { items: items.map(vacancyOf) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/:id',
    operation: 'readVacancy',
    title: { zh: '查看岗位', en: 'Read a vacancy' },
    access: { roles: ['employer', 'agency', 'jobseeker', 'counsellor', 'manager'], scope: 'city' },
    params: one,
    answers: { 200: vacancyView },
    async handle({ actor, params }) {
      const record = await matching.vacancies.get(actor, params.id);
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/vacancies/:id/withdrawal',
    operation: 'withdrawVacancy',
    title: { zh: '撤回岗位', en: 'Withdraw a vacancy' },
    access: publisher,
    params: one,
    body: nothing,
    answers: { 200: vacancyView },
    async handle({ command, params }) {
      const { record } = await matching.vacancies.change(command, params.id, withdraw('PUBLISHER_REQUEST'));
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
];
