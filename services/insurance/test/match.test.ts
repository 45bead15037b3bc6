import { describe, it } from '@jest/globals';
import type { Decide } from '@zhiqiao/records';
import { story } from '@zhiqiao/testing';
import type { InsuredAnswer } from '../src/domain/answers.ts';
import { type Match, match, openMatch, resumeMatch, takeInsuredAnswer } from '../src/domain/match.ts';

type Decision = Decide<Match, Parameters<typeof match.evolve>[1]>;

const question = {
  requestId: 'record-1',
  enrolmentId: 'enrolment-1',
  personId: 'person-1',
  employerId: '91440300708461136T',
  month: '2026-07',
};
const opens: Decision = ({ state }, now) => openMatch(question)(state, now);
const answers =
  (answer: InsuredAnswer): Decision =>
  (record, now) =>
    record.state.status === 'ASKING' ? takeInsuredAnswer(answer, record.state.owed)(record, now) : [];
const fatal = { outcome: 'FAILED', problem: 'HTTP_400', permanent: true } as const;
const opened = () => story(match).on('2026-08-03', opens);

describe('an insurance match', () => {
  it.each([true, false])('tells that the employer insured the trainee: %s', (insured) => {
    opened()
      .expect('InsuranceMatchOpened')
      .clocks({ deliver: '2026-08-03' })
      .on('2026-08-03', answers({ outcome: 'KNOWN', insured }))
      .expect('InsuranceMatched', { ...question, insured })
      .clocks({});
  });

  it('is asked once, however often it is requested', () => {
    opened().on('2026-08-04', opens).expect();
  });

  it('is asked again after a failure, and by an officer after it was given up', () => {
    opened()
      .on('2026-08-03T01:00:00Z', answers({ ...fatal, permanent: false }))
      .expect('PartnerCallFailed', { call: 'MATCH', attempt: 1 })
      .clocks({ deliver: '2026-08-03T01:00:30.000Z' })
      .on('2026-08-03', answers(fatal))
      .expect('PartnerCallGivenUp')
      .clocks({})
      .on('2026-08-04', resumeMatch)
      .expect('PartnerCallResumed')
      .clocks({ deliver: '2026-08-04' })
      .on('2026-08-04', answers({ outcome: 'KNOWN', insured: true }))
      .expect('InsuranceMatched')
      .refuses('2026-08-05', resumeMatch, 'insurance.nothing-owed');
  });
});
