import { insuranceSamePersonEvents } from '@zhiqiao/domain';
import { followSamePersons } from '@zhiqiao/service-kit';

export const same = followSamePersons(insuranceSamePersonEvents);
