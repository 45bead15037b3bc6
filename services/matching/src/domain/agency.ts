import { agencyEvents, type BarReason, type EventOf } from '@zhiqiao/domain';
import type { RecordKind } from '@zhiqiao/records';
import { holds } from './access.ts';

export type AgencyEvent = EventOf<typeof agencyEvents>;
export type Agency =
  | { status: 'UNKNOWN' }
  | { status: 'PERMITTED'; orgId: string; licenceId: string }
  | { status: 'BARRED'; orgId: string; licenceId: string; reason: BarReason };

/** Whether an organisation may mediate: what licensing last said of its agency licence. The record has its credit code. */
export const agencies: RecordKind<Agency, typeof agencyEvents> = {
  events: agencyEvents,
  initial: { status: 'UNKNOWN' },
  evolve: (_, event) => ({
    status: event.type === 'AgencyPermitted' ? ('PERMITTED' as const) : ('BARRED' as const),
    ...(event.data as Extract<AgencyEvent, { type: 'AgencyBarred' }>['data']),
  }),
  access: (_, actor) => (holds(actor, 'manager', 'counsellor') ? 'read' : 'none'),
};

export const permit = (agency: Agency, orgId: string, licenceId: string): AgencyEvent[] =>
  agency.status === 'PERMITTED' && agency.licenceId === licenceId
    ? []
    : [{ type: 'AgencyPermitted', data: { orgId, licenceId } }];

/** An older licence that ends does not bar who holds a newer one. */
export const bar = (agency: Agency, licenceId: string, reason: BarReason): AgencyEvent[] =>
  agency.status === 'PERMITTED' && agency.licenceId === licenceId
    ? [{ type: 'AgencyBarred', data: { orgId: agency.orgId, licenceId, reason } }]
    : [];
