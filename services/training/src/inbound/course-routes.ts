import { closeCourseRequest, courseList, courseView, seatTaken, takeSeatRequest } from '@zhiqiao/domain';
import { type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { closeCourse } from '../usecases/close-course.ts';
import { takeSeat } from '../usecases/take-seat.ts';
import type { World } from '../usecases/world.ts';
import { officer, one, paged, query } from './conventions.ts';
import { courseOf } from './views.ts';

export const courseRoutes = (world: World): Route[] => [
  route({
    method: 'get',
    path: '/courses',
    operation: 'listCourses',
    title: { zh: '免费培训班', en: 'List the free courses' },
    access: { public: true },
    query: z.object(paged),
    answers: { 200: courseList },
    async handle({ actor, query: page }) {
      const { items, next } = await world.courses.find(actor, query({ status: 'OPEN' }, page));
      return { status: 200, body: { items: items.map(courseOf) }, ...(next !== undefined && { next }) };
    },
  }),
  route({
    method: 'get',
    path: '/courses/:id',
    operation: 'readCourse',
    title: { zh: '查看培训班', en: 'Read a course' },
    access: { public: true },
    params: one,
    answers: { 200: courseView },
    async handle({ actor, params }) {
      const record = await world.courses.get(actor, params.id);
      return { status: 200, body: courseOf(record), version: record.version };
    },
  }),
  route({
    method: 'post',
    path: '/courses/:id/enrolments',
    operation: 'takeSeat',
    title: { zh: '免费报名', en: 'Enrol free of charge' },
    access: { roles: ['jobseeker', 'clerk', 'counsellor'], scope: 'city' },
    params: one,
    body: takeSeatRequest,
    example: {},
    answers: { 202: seatTaken },
    async handle({ command, params, body }) {
      const taken = await takeSeat(world)(command, params.id, body.personId);
      return { status: 202, body: taken, location: `/enrolments/${taken.enrolmentId}` };
    },
  }),
  route({
    method: 'post',
    path: '/courses/:id/closure',
    operation: 'closeCourse',
    title: { zh: '停办培训班', en: 'Close a course' },
    access: officer,
    params: one,
    body: closeCourseRequest,
    example: {},
    answers: { 200: courseView },
    async handle({ command, params }) {
      const { record } = await closeCourse(world)(command, params.id);
      return { status: 200, body: courseOf(record), version: record.version };
    },
  }),
];
