import { afterAll, beforeAll } from '@jest/globals';
import { benefitEvents, type DomainEvent, enrolmentEvents, referralEvents, systemActor } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { startForTest, type TestRun } from '@zhiqiao/service-kit/testing';
import { uuid7 } from '@zhiqiao/testing';

const teller = (events: RecordKind['events']): RecordKind => ({
  events,
  initial: {},
  evolve: (state) => state,
  access: () => 'none',
});
const benefit = teller(benefitEvents);
const enrolment = teller(enrolmentEvents);
const referral = teller(referralEvents);
const neighbours = {
  name: 'neighbours',
  title: { zh: '邻居', en: 'Neighbours' },
  config: {},
  kinds: [benefit, enrolment, referral],
  wire: () => ({ routes: [], reactions: [], clocks: {} }),
};

/** Insurance, training and matching as far as registration hears of them: they only tell. Opened after registration. */
export const openNeighbours = (registration: () => TestRun, clock: { now(): Date }) => {
  let run: TestRun;
  beforeAll(async () => {
    run = await startForTest(neighbours, { clock, world: registration().world });
  });
  afterAll(() => run?.drop());
  return {
    ...{ benefit, enrolment, referral },
    async tell(kind: RecordKind, id: string, told: DomainEvent) {
      const records = run.platform.records(kind);
      const command = { actor: systemActor('449900', kind.events.service), key: uuid7() };
      const known = await records.seek(command.actor, id);
      await (known
        ? records.change(command, id, () => [told] as never)
        : records.create(command, () => [told] as never, id));
    },
  };
};
