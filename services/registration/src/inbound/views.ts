import type { employmentView } from '@zhiqiao/domain';
import { type Rec, recordErrors } from '@zhiqiao/records';
import type { z } from 'zod';
import type { Employment } from '../domain/employment.ts';

export const viewOfEmployment = ({ id, state }: Rec<Employment>): z.output<typeof employmentView> => {
  if (state.status === 'NONE') throw recordErrors.notFound();
  return { id, ...state };
};
