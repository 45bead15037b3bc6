import type { Delivery } from '../delivery.ts';

type FilingEvent<C extends string> =
  | { type: 'PartnerCallQueued'; data: { call: C } }
  | { type: 'PartnerCallFiled'; data: { call: C; batch: string; answerBy?: string | undefined } };

export const afterFiling = <C extends string>({ attempts }: Delivery<C>, event: FilingEvent<C>): Delivery<C> => {
  const { call } = event.data;
  if (event.type === 'PartnerCallQueued') return { call, attempts, queued: true };
  const { batch, answerBy } = event.data;
  return { call, attempts, batch, ...(answerBy && { at: answerBy }) };
};
