import type { ClosureReason, Proof } from '@zhiqiao/domain';
import type { Employment, OwnWork } from '../domain/employment.ts';

/**
 * The ground on which work ends a registration of unemployment (就业服务与就业管理规定 第66条): hired (第1项), a business of her
 * own with a licence (第2项), steady earnings not below the minimum wage (第3项). Casual work that earns less ends nothing.
 */
export const closureBy = (work: Employment): ClosureReason | undefined => {
  if (work.status === 'NONE') return undefined;
  return work.own ? closureByOwn(work) : 'HIRED';
};
export const closureByOwn = ({ licence, steadyEarnings }: OwnWork): ClosureReason | undefined => {
  if (licence) return 'SELF_EMPLOYED';
  return steadyEarnings ? 'STEADY_EARNINGS' : undefined;
};

/** What the register knows nobody has to bring: that her own business has ended. */
export const provenByRegister = (works: readonly Employment[]): Proof[] => {
  const businesses = works.filter((work) => work.status !== 'NONE' && work.kind === 'SELF_EMPLOYED');
  return businesses.length > 0 && businesses.every(({ status }) => status === 'ENDED') ? ['BUSINESS_CLOSURE'] : [];
};
