import { type Actor, MACHINE_ROLES, type PostCertificate, STAFF_ROLES, type Text } from '@zhiqiao/domain';
import { accessErrors } from './errors.ts';
import type { Access } from './types.ts';

export const CERTIFICATE_NAMES: Record<PostCertificate, Text> = {
  REGISTRATION_POST: { zh: '就业失业登记经办上岗证', en: 'Registration post certificate' },
  VOCATIONAL_GUIDANCE: { zh: '职业指导人员证书', en: 'Vocational guidance certificate' },
  LABOUR_INSPECTION: { zh: '劳动保障监察证', en: 'Labour inspection certificate' },
  HOTLINE_POST: { zh: '热线坐席上岗证', en: 'Hotline post certificate' },
  PROCUREMENT_POST: { zh: '政府采购岗位证书', en: 'Procurement post certificate' },
};

/** Account id of who comes without a token; only public routes see it. */
export const ANONYMOUS = 'anonymous';

export const tierOf = (actor: Actor): 'anonymous' | 'public' | 'staff' =>
  actor.roles.length === 0
    ? 'anonymous'
    : actor.roles.some((role) => [...STAFF_ROLES, ...MACHINE_ROLES].some((official) => official === role))
      ? 'staff'
      : 'public';

/** Throws unless `actor` may use a route of `city` with this access on the day `today`. */
export const authorise = (access: Access, actor: Actor, city: string, today: string): void => {
  if (actor.city !== city) throw accessErrors.foreignCity();
  if ('public' in access) return;
  if (!actor.roles.some((role) => access.roles.includes(role))) {
    throw accessErrors.roleRequired({ roles: access.roles });
  }
  const { certificate } = access;
  // An officer's act needs it; a citizen acts for herself.
  if (!certificate || tierOf(actor) === 'public') return;
  const held = actor.certificates?.find(({ code }) => code === certificate);
  if (!held || held.validThrough < today) {
    const { zh, en } = CERTIFICATE_NAMES[certificate];
    throw accessErrors.certificateRequired({
      explanation: { zh: `须持有效的《${zh}》`, en: `${en}, valid today` },
      certificate,
      ...(held && { expired: held.validThrough }),
    });
  }
};
