import { z } from 'zod';

/** Number of a paper, a receipt or a recorded call, under which it is kept; never what it says. */
export const documentNo = z.string().regex(/^[\w.-]{1,60}$/);
