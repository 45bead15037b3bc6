import type { Route } from '@zhiqiao/service-kit';
import type { Supervision } from '../usecases/supervision.ts';
import { handlingRoutes } from './handling.ts';
import { intakeRoutes } from './intake.ts';
import { readingRoutes } from './reading.ts';

export const routesOf = (supervision: Supervision): Route[] => [
  ...intakeRoutes(supervision),
  ...readingRoutes(supervision),
  ...handlingRoutes(supervision),
];
