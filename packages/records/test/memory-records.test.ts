import { memoryRecords } from '@zhiqiao/records';
import { recordsConformance } from './conformance.ts';
import { CITY, counterKind } from './counter.ts';

recordsConformance('memory', async () => memoryRecords({ city: CITY, kind: counterKind, now: () => new Date() }));
