import { mongoRecords } from '@zhiqiao/records';
import { recordsConformance } from './conformance.ts';
import { CITY, counterKind } from './counter.ts';
import { testDatabase } from './mongo.ts';

const connect = testDatabase();

recordsConformance('MongoDB', async () => {
  const records = mongoRecords({ connection: await connect(), city: CITY, kind: counterKind, now: () => new Date() });
  await records.prepare();
  return records;
});
