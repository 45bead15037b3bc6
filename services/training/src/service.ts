import type { Service } from '@zhiqiao/service-kit';
import { mongoBidBox } from './adapters/mongo-bid-box.ts';
import { config } from './config.ts';
import { bids } from './domain/bid.ts';
import { courses } from './domain/course.ts';
import { enrolments } from './domain/enrolment.ts';
import { tenders } from './domain/tender.ts';
import { trainees } from './domain/trainee.ts';
import { errors } from './errors.ts';
import { clocks } from './inbound/clock.ts';
import { reactions } from './inbound/events.ts';
import { routes } from './inbound/http.ts';
import { same } from './usecases/same-person.ts';
import type { World } from './usecases/world.ts';

export const service: Service<typeof config> = {
  name: 'training',
  title: { zh: '政府购买培训', en: 'Purchase of training' },
  config,
  errors,
  kinds: [tenders, bids, courses, trainees, enrolments, same.kind],
  wire(platform) {
    const { city, rules, calendar, mongo } = platform;
    const world: World = {
      city,
      rules,
      calendar,
      tenders: platform.records(tenders),
      bids: platform.records(bids),
      courses: platform.records(courses),
      trainees: platform.records(trainees),
      enrolments: platform.records(enrolments),
      samePerson: (personId) => same.samePerson(platform, personId),
      bidBox: mongoBidBox(mongo, city, platform.config.ZHIQIAO_BID_BOX_SECRET),
    };
    return {
      routes: routes(world),
      reactions: [...reactions(world), same.reactions],
      clocks: clocks(world),
      recognise: same.recognise(platform),
    };
  },
};
