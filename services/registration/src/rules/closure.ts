import type { ClosureReason, Proof } from '@zhiqiao/domain';

/**
 * What an exit means: whether statistics count it as re-employment, what she must bring when she comes again (nothing: at
 * once), and whether she can say so herself or somebody must establish it. What it does to the benefit is the insurance's to say.
 */
type Exit = {
  reemployed: boolean;
  /** Absent: comes back at once. `NEVER`: only an appeal brings back. */
  back?: Proof | 'NEVER';
  /** `PROCEDURE`: no hand closes on this ground, only its own clock or a decision that two have signed. */
  by: 'HERSELF' | 'OFFICER' | 'PROCEDURE';
};

/** 就业服务与就业管理规定 第66条. */
export const EXITS: Record<ClosureReason, Exit> = {
  HIRED: { reemployed: true, by: 'HERSELF' },
  SELF_EMPLOYED: { reemployed: true, back: 'BUSINESS_CLOSURE', by: 'HERSELF' },
  STEADY_EARNINGS: { reemployed: true, by: 'HERSELF' },
  DRAWS_PENSION: { reemployed: false, back: 'PENSION_STATEMENT', by: 'HERSELF' },
  INCAPABLE: { reemployed: false, back: 'CAPACITY_ASSESSMENT', by: 'OFFICER' },
  ENTERED_SCHOOL: { reemployed: false, back: 'LEAVING_SCHOOL', by: 'HERSELF' },
  JOINED_ARMY: { reemployed: false, back: 'DISCHARGE_PAPER', by: 'HERSELF' },
  EMIGRATED: { reemployed: false, back: 'RETURN_RESIDENCE', by: 'HERSELF' },
  IMPRISONED: { reemployed: false, back: 'RELEASE_PAPER', by: 'OFFICER' },
  ENDED_REQUEST: { reemployed: false, by: 'HERSELF' },
  REFUSED_SERVICES: { reemployed: false, by: 'PROCEDURE' },
  NO_CONTACT: { reemployed: false, by: 'PROCEDURE' },
  EXPIRED: { reemployed: false, by: 'PROCEDURE' },
  FALSE_STATEMENT: { reemployed: false, by: 'PROCEDURE' },
  DIED: { reemployed: false, back: 'NEVER', by: 'OFFICER' },
  OTHER: { reemployed: false, by: 'HERSELF' },
};
