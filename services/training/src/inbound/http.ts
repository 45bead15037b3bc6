import type { Route } from '@zhiqiao/service-kit';
import type { World } from '../usecases/world.ts';
import { bidRoutes } from './bid-routes.ts';
import { courseRoutes } from './course-routes.ts';
import { enrolmentRoutes } from './enrolment-routes.ts';
import { tenderRoutes } from './tender-routes.ts';

export const routes = (world: World): Route[] => [
  ...tenderRoutes(world),
  ...bidRoutes(world),
  ...courseRoutes(world),
  ...enrolmentRoutes(world),
];
