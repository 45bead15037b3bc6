import { Refusal } from '@zhiqiao/records';

export const isDuplicate = (error: unknown) => error instanceof Refusal && error.code === 'record.duplicate';
