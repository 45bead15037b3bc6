import type { Service } from '@zhiqiao/service-kit';
import { inspection } from './domain/inspection.ts';
import { licence } from './domain/licence.ts';
import { errors } from './errors.ts';
import { clocks } from './inbound/clock.ts';
import { reactions } from './inbound/events.ts';
import { inspectionRoutes } from './inbound/inspections.ts';
import { licenceRoutes } from './inbound/licences.ts';

export const service: Service = {
  name: 'licensing',
  title: { zh: '职业中介与劳务派遣许可', en: 'Licensing of agencies and labour dispatch' },
  config: {},
  kinds: [licence, inspection],
  errors,
  wire: (platform) => ({
    routes: [...licenceRoutes(platform), ...inspectionRoutes(platform)],
    reactions: reactions(platform),
    clocks: clocks(platform),
  }),
};
