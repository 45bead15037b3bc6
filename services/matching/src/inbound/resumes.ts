import { resumeReading, writtenResume } from '@zhiqiao/domain';
import { recordErrors } from '@zhiqiao/records';
import { type Route, route } from '@zhiqiao/service-kit';
import type { OccupationCoder } from '../coder/index.ts';
import { resumeOf } from '../domain/resume.ts';
import type { Matching } from '../usecases/matching.ts';
import { readResumeFor } from '../usecases/read-resume.ts';
import { ofPerson, profileReaders } from './profiles.ts';

const MOST_BYTES = 200_000;

export const resumeRoutes = (matching: Matching, coder: OccupationCoder): Route[] => [
  route({
    method: 'get',
    path: '/profiles/:personId/resume',
    operation: 'writeResume',
    title: { zh: '导出简历（JSON Resume，不含姓名）', en: 'Write a profile as JSON Resume, without a name' },
    access: profileReaders,
    params: ofPerson,
    answers: { 200: writtenResume },
    async handle({ actor, params }) {
      const { state, version } = await matching.profiles.get(actor, params.personId);
      if (state.status === 'NONE') throw recordErrors.notFound();
      return { status: 200, body: resumeOf(state, matching.vault.skillsOf(state)), version };
    },
  }),
  route({
    method: 'post',
    path: '/profiles/:personId/resume',
    operation: 'readResume',
    title: {
      zh: '读取简历（JSON Resume），得出待确认的求职意向',
      en: 'Read a JSON Resume: what it says, to be confirmed',
    },
    access: { roles: ['jobseeker'], scope: 'own' },
    params: ofPerson,
    file: { types: ['application/json'], maxBytes: MOST_BYTES },
    answers: { 200: resumeReading },
    async handle({ actor, params, file }) {
      return { status: 200, body: await readResumeFor(matching, coder)(actor, params.personId, file.bytes) };
    },
  }),
];
