import {
  draftVacancy,
  duplicateGroups,
  openVacancies,
  ownVacancies,
  ownVacancy,
  publishVacancy as publishVacancyBody,
  vacancyTerms,
  vacancyView,
  withdrawVacancy as withdrawVacancyBody,
} from '@zhiqiao/domain';
import type { Command } from '@zhiqiao/records';
import { type Route, route, type Text } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { holds } from '../domain/access.ts';
import { confirm, withdraw } from '../domain/vacancy.ts';
import { discard } from '../domain/vacancy-draft.ts';
import { oneOfEach } from '../usecases/group-duplicates.ts';
import type { Matching } from '../usecases/matching.ts';
import { onTheMarket } from '../usecases/on-the-market.ts';
import { publishVacancy } from '../usecases/publish-vacancy.ts';
import { changeVacancy, checkDraft, draftVacancyAs, publishDraftOf } from '../usecases/write-draft.ts';
import { listed, nothing, one, page, paged, publisher } from './shared.ts';
import { openVacancyOf, vacancyOf } from './views.ts';

export const vacancyRoutes = (matching: Matching): Route[] => [
  ...draftRoutes(matching),
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
      const shown = (await oneOfEach(matching, await onTheMarket(matching, items))).map(({ vacancy, alsoOffered }) => ({
        ...openVacancyOf(vacancy),
        ...(alsoOffered > 0 && { alsoOffered }),
      }));
      return listed(shown, next);
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
      return listed(items.map(vacancyOf), next);
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/duplicates',
    operation: 'listLargeDuplicateGroups',
    title: { zh: '查看重复过多的招聘信息', en: 'List posts that are advertised suspiciously often' },
    access: { roles: ['counsellor', 'manager'], scope: 'city' },
    query: z.object(paged),
    answers: { 200: duplicateGroups },
    async handle({ actor, query }) {
      const { items, next } = await matching.duplicates.find(actor, page({ tooBig: true }, query));
      const groups = items.map(({ id, state }) => ({ id, employerId: state.employerId, vacancies: state.members }));
      return listed(groups, next);
    },
  }),
  route({
    method: 'get',
    path: '/vacancies/:id',
    operation: 'readVacancy',
    title: { zh: '查看岗位', en: 'Read a vacancy' },
    access: { roles: ['employer', 'agency', 'jobseeker', 'counsellor', 'manager'], scope: 'city' },
    params: one,
    answers: { 200: ownVacancy },
    async handle({ actor, params }) {
      const record = await matching.vacancies.get(actor, params.id);
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
];

/** A step of the publisher without a body. */
const step = (
  path: string,
  operation: string,
  title: Text,
  take: (command: Command, id: string) => ReturnType<Matching['vacancies']['change']>,
): Route =>
  route({
    method: 'post',
    path: `/vacancies/:id/${path}`,
    operation,
    title,
    access: publisher,
    params: one,
    body: nothing,
    answers: { 200: ownVacancy },
    async handle({ command, params }) {
      const { record } = await take(command, params.id);
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  });

const draftRoutes = (matching: Matching): Route[] => [
  route({
    method: 'post',
    path: '/vacancies/drafts',
    operation: 'draftVacancy',
    title: { zh: '起草岗位', en: 'Draft a vacancy' },
    access: publisher,
    body: draftVacancy,
    example: { title: '缝纫工', headcount: 2 },
    answers: { 201: ownVacancy },
    async handle({ command, body }) {
      const { record } = await draftVacancyAs(matching)(command, body);
      return { status: 201, body: vacancyOf(record), version: record.version, location: `/vacancies/${record.id}` };
    },
  }),
  route({
    method: 'put',
    path: '/vacancies/:id',
    operation: 'changeVacancy',
    title: { zh: '修改岗位（草稿、被拒的或在招的）', en: 'Change a vacancy (a draft, a refused or an open one)' },
    access: publisher,
    params: one,
    body: vacancyTerms,
    example: { title: '缝纫工', headcount: 3 },
    answers: { 200: ownVacancy },
    async handle({ command, params, body }) {
      const { record } = await changeVacancy(matching)(command, params.id, body);
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
  step('check', 'checkVacancyDraft', { zh: '检查岗位草稿', en: 'Check a draft against the law' }, checkDraft(matching)),
  step(
    'publication',
    'publishVacancyDraft',
    { zh: '发布已检查的草稿', en: 'Publish a checked draft' },
    publishDraftOf(matching),
  ),
  step('discarding', 'discardVacancyDraft', { zh: '丢弃草稿', en: 'Discard a draft' }, (command, id) =>
    matching.vacancies.change(command, id, discard),
  ),
  step(
    'confirmation',
    'confirmVacancy',
    { zh: '确认岗位仍在招', en: 'Say that a vacancy is still to be had' },
    (command, id) => matching.vacancies.change(command, id, confirm(matching.confirmationDue)),
  ),
  route({
    method: 'post',
    path: '/vacancies/:id/withdrawal',
    operation: 'withdrawVacancy',
    title: { zh: '撤回岗位', en: 'Withdraw a vacancy' },
    access: publisher,
    params: one,
    body: withdrawVacancyBody,
    example: { reason: 'FILLED_ELSEWHERE' },
    answers: { 200: ownVacancy },
    async handle({ command, params, body: { reason } }) {
      const { record } = await matching.vacancies.change(command, params.id, withdraw(reason));
      return { status: 200, body: vacancyOf(record), version: record.version };
    },
  }),
];
