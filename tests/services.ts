import { service as identity } from '@zhiqiao/identity';
import { service as insurance } from '@zhiqiao/insurance';
import { service as licensing } from '@zhiqiao/licensing';
import { service as matching } from '@zhiqiao/matching';
import { service as registration } from '@zhiqiao/registration';
import type { Service } from '@zhiqiao/service-kit';
import { service as supervision } from '@zhiqiao/supervision';
import { service as training } from '@zhiqiao/training';

/** Every service of the city. */
export const services: Service<any>[] = [identity, registration, matching, training, licensing, supervision, insurance];

/** What services must be told that have no default; nobody listens there. */
export const settings = {
  INSURANCE_SYSTEM_URL: 'http://127.0.0.1:9',
  INSURANCE_SECRET: 'contract-and-access-tests',
  ZHIQIAO_BID_BOX_SECRET: 'contract-and-access-tests-of-training',
};
