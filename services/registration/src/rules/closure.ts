import type { ClosureReason, Proof } from '@zhiqiao/domain';

/**
 * What an exit means: whether statistics count it as re-employment, what the benefit does, what she must bring when she
 * comes again (nothing: at once), and whether she can say so herself or somebody must establish it.
 */
type Exit = {
  reemployed: boolean;
  benefit: 'STOP' | 'SUSPEND';
  /** Absent: comes back at once. `NEVER`: only an appeal brings back. */
  back?: Proof | 'NEVER';
  /** `PROCEDURE`: no hand closes on this ground, only its own clock or a decision that two have signed. */
  by: 'HERSELF' | 'OFFICER' | 'PROCEDURE';
};

/** 就业服务与就业管理规定 第66条；社会保险法 第51条（benefit）；收监执行中止、其余停止：广东省失业保险条例 第28条. */
export const EXITS: Record<ClosureReason, Exit> = {
  HIRED: { reemployed: true, benefit: 'STOP', by: 'HERSELF' },
  SELF_EMPLOYED: { reemployed: true, benefit: 'STOP', back: 'BUSINESS_CLOSURE', by: 'HERSELF' },
  STEADY_EARNINGS: { reemployed: true, benefit: 'STOP', by: 'HERSELF' },
  DRAWS_PENSION: { reemployed: false, benefit: 'STOP', back: 'PENSION_STATEMENT', by: 'HERSELF' },
  INCAPABLE: { reemployed: false, benefit: 'STOP', back: 'CAPACITY_ASSESSMENT', by: 'OFFICER' },
  ENTERED_SCHOOL: { reemployed: false, benefit: 'STOP', back: 'LEAVING_SCHOOL', by: 'HERSELF' },
  JOINED_ARMY: { reemployed: false, benefit: 'STOP', back: 'DISCHARGE_PAPER', by: 'HERSELF' },
  EMIGRATED: { reemployed: false, benefit: 'STOP', back: 'RETURN_RESIDENCE', by: 'HERSELF' },
  IMPRISONED: { reemployed: false, benefit: 'SUSPEND', back: 'RELEASE_PAPER', by: 'OFFICER' },
  ENDED_REQUEST: { reemployed: false, benefit: 'STOP', by: 'HERSELF' },
  REFUSED_SERVICES: { reemployed: false, benefit: 'STOP', by: 'PROCEDURE' },
  NO_CONTACT: { reemployed: false, benefit: 'STOP', by: 'PROCEDURE' },
  EXPIRED: { reemployed: false, benefit: 'STOP', by: 'PROCEDURE' },
  FALSE_STATEMENT: { reemployed: false, benefit: 'STOP', by: 'PROCEDURE' },
  DIED: { reemployed: false, benefit: 'STOP', back: 'NEVER', by: 'OFFICER' },
  OTHER: { reemployed: false, benefit: 'STOP', by: 'HERSELF' },
};

/** A registration that never began paid nothing: there is nothing to stop. */
export const exitEffect = (reason: ClosureReason, registered: boolean) => ({
  reemployed: EXITS[reason].reemployed,
  benefit: registered ? EXITS[reason].benefit : ('NONE' as const),
});
