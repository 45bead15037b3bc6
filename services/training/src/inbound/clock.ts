import type { OnClock } from '@zhiqiao/records';
import { close, type courses } from '../domain/course.ts';
import { type enrolments, hireOverdue, requestMatch } from '../domain/enrolment.ts';
import { contractOverdue, type tenders } from '../domain/tender.ts';
import type { trainees } from '../domain/trainee.ts';
import { awardBySilence } from '../usecases/award-by-silence.ts';
import { closeBidding } from '../usecases/close-bidding.ts';
import { settleClaim } from '../usecases/take-seat.ts';
import type { World } from '../usecases/world.ts';

export const clocks = (world: World) => {
  const tender: Record<string, OnClock<typeof tenders>> = {
    'bids-close': closeBidding(world),
    award: awardBySilence(world),
    contract: () => contractOverdue,
  };
  const course: Record<string, OnClock<typeof courses>> = { end: () => close('CONTRACT_ENDED') };
  const enrolment: Record<string, OnClock<typeof enrolments>> = {
    hire: () => hireOverdue,
    'insurance-match': () => requestMatch,
  };
  const trainee: Record<string, OnClock<typeof trainees>> = { claim: settleClaim(world) };
  return { tender, course, enrolment, trainee };
};
