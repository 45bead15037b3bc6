import {
  askDisclosure as askBody,
  declineDisclosure,
  disclosureList,
  disclosureView,
  noteNotice as noticeBody,
  offerDisclosure as offerBody,
  shownIdentity,
  speakForSeeker,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Access, type Request, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { declineToMeet, noteNotice, receive, revoke, type Word } from '../domain/disclosing.ts';
import type { Disclosure, KnownDisclosure } from '../domain/disclosure.ts';
import type { Told } from '../domain/explanation.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Market } from '../ports/market.ts';
import { acceptDisclosure, ownSide, partIn } from '../usecases/answer-disclosure.ts';
import { listOfVacancy } from '../usecases/list-disclosures.ts';
import type { Matching } from '../usecases/matching.ts';
import { showIdentity } from '../usecases/show-identity.ts';
import { askDisclosure, offerDisclosure } from '../usecases/start-disclosure.ts';
import { disclosureOf } from './disclosure-views.ts';
import { listed, nothing, one, page, paged, publisher } from './shared.ts';

const ofPerson = z.object({ personId: z.string().min(1).max(90) });
const seeker: Access = { roles: ['jobseeker'], scope: 'own' };
const sides: Access = { roles: ['jobseeker', 'employer', 'agency'], scope: 'own' };
const counsellor: Access = { roles: ['counsellor'], certificate: 'VOCATIONAL_GUIDANCE', scope: 'division' };
const guidance = { certificate: 'VOCATIONAL_GUIDANCE', purpose: true, scope: 'own' } as const;

export const disclosureRoutes = (matching: Matching, market: Market, contacts: Contacts): Route[] => {
  const { disclosures, disclosing } = matching;
  const viewFor = ({ actor, now }: Pick<Request<unknown, unknown, unknown>, 'actor' | 'now'>) => {
    const days = matching.packOn(matching.dateOf(now)).number('matching.disclosureLasts');
    return (record: Rec<Disclosure>, fit?: Told) => disclosureOf(record, { actor, days, fit });
  };
  const answered = (request: Request<unknown, unknown, unknown>, record: Rec<Disclosure>, status = 200) => ({
    status,
    body: viewFor(request)(record),
    version: record.version,
    ...(status === 201 && { location: `/disclosures/${record.id}` }),
  });
  type Taken = { command: Request<unknown, unknown, unknown>['command']; part: Rec<KnownDisclosure>; own(): Word };
  const step = <B extends z.ZodType>(
    path: string,
    r: Pick<Route, 'operation' | 'title' | 'access'> & {
      body: B;
      example?: z.input<B>;
      take: (taken: Taken, body: z.output<B>) => ReturnType<Matching['disclosures']['change']>;
    },
  ): Route => {
    const { take, ...rest } = r;
    return route({
      ...rest,
      method: 'post',
      path: `/disclosures/:id/${path}`,
      params: one,
      answers: { 200: disclosureView },
      async handle(request) {
        const { actor, command, params, body } = request;
        const part = await partIn(matching, actor, params.id);
        const own = (): Word => ({ side: ownSide(part.state, actor) });
        const { record } = await take({ command, part, own }, body as z.output<B>);
        return answered(request, record);
      },
    });
  };

  return [
    route({
      method: 'post',
      path: '/vacancies/:id/disclosures',
      operation: 'askDisclosure',
      title: { zh: '征询候选人是否愿意透露身份', en: 'Ask whether a candidate would be known' },
      access: publisher,
      params: one,
      body: askBody,
      example: { candidate: 'Xq3_v7bK0dLw-9Zs' },
      answers: { 201: disclosureView },
      async handle(request) {
        const { command, params, body } = request;
        const { record } = await askDisclosure(matching, market)(command, params.id, body.candidate);
        return answered(request, record, 201);
      },
    }),
    route({
      method: 'get',
      path: '/vacancies/:id/disclosures',
      operation: 'listVacancyDisclosures',
      title: { zh: '查看岗位的征询和同意情况', en: 'List the asks, offers and consents of a vacancy' },
      access: publisher,
      params: one,
      query: z.object(paged),
      answers: { 200: disclosureList },
      async handle(request) {
        const { actor, params, query } = request;
        const list = listOfVacancy(matching, market);
        const { items, next } = await list(actor, params.id, page({ vacancyId: params.id }, query));
        const view = viewFor(request);
        return listed(
          items.map(({ record, fit }) => view(record, fit)),
          next,
        );
      },
    }),
    route({
      method: 'post',
      path: '/profiles/:personId/disclosures',
      operation: 'offerDisclosure',
      title: { zh: '对岗位表示兴趣并愿意透露身份', en: 'Show interest in a vacancy and offer to be known' },
      access: seeker,
      params: ofPerson,
      body: offerBody,
      example: { vacancyId: 'vacancy-1' },
      answers: { 201: disclosureView },
      async handle(request) {
        const { command, params, body } = request;
        const { record } = await offerDisclosure(matching)(command, params.personId, body.vacancyId);
        return answered(request, record, 201);
      },
    }),
    route({
      method: 'get',
      path: '/profiles/:personId/disclosures',
      operation: 'listOwnDisclosures',
      title: { zh: '查看谁征询过、同意过谁、谁看过', en: 'List who asked, who was agreed to, and who has looked' },
      access: { roles: ['jobseeker', 'counsellor'], ...guidance },
      params: ofPerson,
      query: z.object(paged),
      answers: { 200: disclosureList },
      async handle(request) {
        const { actor, params, query } = request;
        await matching.profiles.get(actor, params.personId);
        const { ids } = await matching.samePerson(params.personId);
        const { items, next } = await disclosures.find(actor, page({ personId: { in: ids } }, query));
        const view = viewFor(request);
        return listed(
          items.map((record) => view(record)),
          next,
        );
      },
    }),
    route({
      method: 'get',
      path: '/disclosures',
      operation: 'listUntold',
      title: { zh: '查看待电话告知的征询', en: 'List the asks of which somebody must be told by phone' },
      access: { roles: ['counsellor'], ...guidance, scope: 'division' },
      query: z.object(paged),
      answers: { 200: disclosureList },
      async handle(request) {
        const { items, next } = await disclosures.find(request.actor, page({ needsCounsellor: true }, request.query));
        const view = viewFor(request);
        return listed(
          items.map((record) => view(record)),
          next,
        );
      },
    }),
    route({
      method: 'get',
      path: '/disclosures/:id',
      operation: 'readDisclosure',
      title: { zh: '查看征询或同意', en: 'Read an ask, offer or consent' },
      access: { roles: ['jobseeker', 'employer', 'agency', 'counsellor'], ...guidance },
      params: one,
      answers: { 200: disclosureView },
      handle: async (request) => answered(request, await partIn(matching, request.actor, request.params.id)),
    }),
    step('receipt', {
      operation: 'receiveAsk',
      title: { zh: '确认已阅征询', en: 'Confirm that one has read the ask' },
      access: seeker,
      body: nothing,
      take: ({ command, part, own }) => disclosures.change(command, part.id, receive(own().side, disclosing)),
    }),
    step('notices', {
      operation: 'noteNotice',
      title: { zh: '登记告知及是否送达', en: 'Record that somebody was told, or not reached' },
      access: counsellor,
      body: noticeBody,
      take: ({ command, part }, notice) => disclosures.change(command, part.id, noteNotice(notice, disclosing)),
    }),
    step('acceptance', {
      operation: 'acceptDisclosure',
      title: { zh: '同意', en: 'Agree' },
      access: sides,
      body: nothing,
      take: ({ command, part, own }) => acceptDisclosure(matching)(command, part, own()),
    }),
    step('decline', {
      operation: 'declineDisclosure',
      title: { zh: '谢绝', en: 'Decline' },
      access: sides,
      body: declineDisclosure,
      example: { reason: 'NOT_INTERESTED' },
      take: ({ command, part, own }, { reason }) =>
        disclosures.change(command, part.id, declineToMeet(own(), reason, disclosing)),
    }),
    step('revocation', {
      operation: 'revokeDisclosure',
      title: { zh: '撤回征询、申请或同意', en: 'Take back an ask, an offer or what was agreed' },
      access: sides,
      body: nothing,
      take: ({ command, part, own }) => disclosures.change(command, part.id, revoke(own(), disclosing)),
    }),
    step('word', {
      operation: 'speakForSeeker',
      title: { zh: '代求职者登记其答复', en: 'Record what the jobseeker has told a counsellor' },
      access: counsellor,
      body: speakForSeeker,
      take({ command, part }, { channel, on, talkNo, ...said }) {
        const hers: Word = { side: 'SEEKER', onBehalf: { channel, on, talkNo } };
        if (said.says === 'YES') return acceptDisclosure(matching)(command, part, hers);
        return disclosures.change(
          command,
          part.id,
          said.says === 'NO' ? declineToMeet(hers, said.reason, disclosing) : revoke(hers, disclosing),
        );
      },
    }),
    route({
      method: 'post',
      path: '/disclosures/:id/showings',
      operation: 'showIdentity',
      title: { zh: '查看同意透露的姓名和电话', en: 'Read name and phone, as was agreed' },
      access: publisher,
      params: one,
      body: nothing,
      answers: { 200: shownIdentity },
      async handle({ command, params }) {
        const { contact, record, granted } = await showIdentity(matching, contacts)(command, params.id);
        return {
          status: 200,
          body: { name: contact.name, phone: contact.phone, expiresOn: granted.expiresAt?.due },
          version: record.version,
        };
      },
    }),
  ];
};
