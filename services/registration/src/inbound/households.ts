import {
  changeCapacityRequest,
  changeHeadRequest,
  dissolveHouseholdRequest,
  divisionCode,
  formHouseholdRequest,
  householdList,
  householdView,
  joinHouseholdRequest,
  leaveHouseholdRequest,
  moveHouseholdRequest,
  STAFF_ROLES,
} from '@zhiqiao/domain';
import type { Rec } from '@zhiqiao/records';
import { type Platform, type Reply, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { type Household, household } from '../domain/household.ts';
import { errors } from '../errors.ts';
import type { Vault } from '../ports/vault.ts';
import {
  changeHouseholdHead,
  changeMemberCapacity,
  dissolveHousehold,
  formHousehold,
  joinHousehold,
  leaveHousehold,
  moveHousehold,
} from '../usecases/keep-household.ts';
import { samePerson } from '../usecases/same-person.ts';
import { viewOfHousehold } from './views.ts';

const byId = z.object({ id: z.string() });
const byMember = z.object({ id: z.string(), personId: z.string() });
const desk = { roles: ['clerk'], certificate: 'REGISTRATION_POST', scope: 'division' } as const;
const answered = ({ record }: { record: Rec<Household> }, status = 200): Reply => ({
  status,
  body: viewOfHousehold(record),
  version: record.version,
});

export const householdRoutes = (platform: Platform, vault: Vault): Route[] => [
  route({
    method: 'post',
    path: '/households',
    operation: 'formHousehold',
    title: { zh: '登记家庭户', en: 'Register a household' },
    access: desk,
    body: formHouseholdRequest,
    example: { division: '449902001001', head: 'person-1', capacity: 'ABLE' },
    answers: { 201: householdView },
    handle: async ({ command, body }) => {
      const written = await formHousehold(platform, vault, command, body);
      return { ...answered(written, 201), location: `/households/${written.record.id}` };
    },
  }),
  route({
    method: 'get',
    path: '/households',
    operation: 'listHouseholds',
    title: { zh: '查询家庭户（零就业家庭）', en: 'Find households, such as zero-employment families' },
    access: { roles: STAFF_ROLES, purpose: true, scope: 'city' },
    query: z.object({
      /** And all that lie in it. */
      division: divisionCode.optional(),
      /** Who is or was a member. */
      personId: z.string().optional(),
      zeroEmployment: z.stringbool().optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answers: { 200: householdList },
    handle: async ({ actor, query, purpose }) => {
      const { division, personId, zeroEmployment, after, limit } = query;
      if (!division && !personId) throw errors.tooBroad();
      if (purpose && personId) await platform.audit.add(actor, personId, purpose);
      const person = personId && (await samePerson(platform, personId));
      const where = {
        ...(division && { within: division }),
        ...(person && { 'members.personId': { in: person.ids } }),
        ...(zeroEmployment !== undefined && { zeroEmployment }),
      };
      const page = await platform.records(household).find(actor, { where, limit, ...(after && { after }) });
      return { status: 200, body: { items: page.items.map(viewOfHousehold) }, ...(page.next && { next: page.next }) };
    },
  }),
  route({
    method: 'get',
    path: '/households/:id',
    operation: 'readHousehold',
    title: { zh: '查看家庭户', en: 'Read a household' },
    access: { roles: STAFF_ROLES, purpose: true, scope: 'city' },
    params: byId,
    answers: { 200: householdView },
    handle: async ({ actor, params }) => answered({ record: await platform.records(household).get(actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/households/:id/members',
    operation: 'joinHousehold',
    title: { zh: '增加家庭成员', en: 'Add a member to a household' },
    access: desk,
    params: byId,
    body: joinHouseholdRequest,
    example: { personId: 'person-2', relation: 'SPOUSE', capacity: 'ABLE' },
    answers: { 200: householdView },
    handle: async ({ command, params, body }) =>
      answered(await joinHousehold(platform, vault, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/households/:id/members/:personId/departure',
    operation: 'leaveHousehold',
    title: { zh: '减少家庭成员', en: 'A member leaves a household' },
    access: desk,
    params: byMember,
    body: leaveHouseholdRequest,
    example: { reason: 'MOVED_OUT' },
    answers: { 200: householdView },
    handle: async ({ command, params: { id, personId }, body }) =>
      answered(await leaveHousehold(platform, command, id, { personId, ...body })),
  }),
  route({
    method: 'post',
    path: '/households/:id/members/:personId/capacity',
    operation: 'changeMemberCapacity',
    title: { zh: '变更成员劳动能力状况', en: 'Change whether a member can work' },
    access: desk,
    params: byMember,
    body: changeCapacityRequest,
    example: { capacity: 'PENSIONER' },
    answers: { 200: householdView },
    handle: async ({ command, params: { id, personId }, body }) =>
      answered(await changeMemberCapacity(platform, vault, command, id, { personId, ...body })),
  }),
  route({
    method: 'post',
    path: '/households/:id/head',
    operation: 'changeHouseholdHead',
    title: { zh: '变更户主', en: 'Change the head of a household' },
    access: desk,
    params: byId,
    body: changeHeadRequest,
    example: { head: 'person-2', relations: [{ personId: 'person-1', relation: 'SPOUSE' }] },
    answers: { 200: householdView },
    handle: async ({ command, params, body }) =>
      answered(await changeHouseholdHead(platform, command, params.id, body)),
  }),
  route({
    method: 'post',
    path: '/households/:id/relocation',
    operation: 'moveHousehold',
    title: { zh: '家庭户迁移', en: 'Move a household within the city' },
    access: desk,
    params: byId,
    body: moveHouseholdRequest,
    example: { division: '449903001001' },
    answers: { 200: householdView },
    handle: async ({ command, params, body }) =>
      answered(await moveHousehold(platform, command, params.id, body.division)),
  }),
  route({
    method: 'post',
    path: '/households/:id/dissolution',
    operation: 'dissolveHousehold',
    title: { zh: '撤户', en: 'Dissolve a household' },
    access: desk,
    params: byId,
    body: dissolveHouseholdRequest,
    example: { reason: 'MOVED_AWAY' },
    answers: { 200: householdView },
    handle: async ({ command, params, body }) =>
      answered(await dissolveHousehold(platform, command, params.id, body.reason)),
  }),
];
