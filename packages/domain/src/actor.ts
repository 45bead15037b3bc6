/** Who acts. Built from a verified token; carries no name, ID number or phone. */

export const STAFF_ROLES = [
  'clerk',
  'counsellor',
  'licensing-officer',
  'procurement-officer',
  'hotline-agent',
  'supervision-officer',
  'manager',
  'admin',
] as const;
export const PUBLIC_ROLES = ['jobseeker', 'employer', 'agency', 'provider'] as const;
export const MACHINE_ROLES = ['service', 'insurance-system', 'hotline-system'] as const;
export const ROLES = [...STAFF_ROLES, ...PUBLIC_ROLES, ...MACHINE_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** Certificates of letter 2.3 (持证上岗): an act that needs one is refused without it. */
export const POST_CERTIFICATES = [
  'REGISTRATION_POST',
  'VOCATIONAL_GUIDANCE',
  'LABOUR_INSPECTION',
  'HOTLINE_POST',
  'PROCUREMENT_POST',
] as const;
export type PostCertificate = (typeof POST_CERTIFICATES)[number];

export type Actor = {
  /** Stable pseudonymous account id; written into the audit trail. */
  id: string;
  /** 6-digit city code; from the token, never from a payload. */
  city: string;
  roles: Role[];
  /** Division whose subtree a staff member may write in (city 6, district 6, street 9, community 12 digits). */
  division?: string;
  /** Certificates held, each with the last day on which it is valid (ISO date). */
  certificates?: { code: PostCertificate; validThrough: string }[];
  /** Public accounts: the person's stable key. */
  personId?: string;
  /** Keys that she had before she was merged, where a service knows them: records under them are hers. */
  formerPersonIds?: readonly string[];
  /** Employers, agencies, providers: their unified social credit code (organisations are no natural persons). */
  orgId?: string;
};

/** The keys under which somebody's records may stand; the first is the one that she is known by. */
export const keysOf = ({ personId, formerPersonIds = [] }: Pick<Actor, 'personId' | 'formerPersonIds'>) =>
  personId === undefined ? [] : [personId, ...formerPersonIds];
/** Herself, also under a key that she had before she was merged. */
export const isHerself = (actor: Pick<Actor, 'personId' | 'formerPersonIds'>, asked: string | undefined) =>
  asked !== undefined && keysOf(actor).includes(asked);

/** The platform itself: clocks and reactions to events. */
export const systemActor = (city: string, service: string): Actor => ({ id: `system:${service}`, city, roles: [] });
export const isSystem = (actor: Actor) => actor.id.startsWith('system:');

/** True if `code` lies in the subtree of `division` (codes are prefixes of one another; a city ends in 00). */
export const withinDivision = (division: string | undefined, code: string): boolean =>
  division !== undefined && code.startsWith(division.length === 6 ? division.replace(/(00)+$/, '') : division);
