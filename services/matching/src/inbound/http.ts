import type { Route } from '@zhiqiao/service-kit';
import type { History } from '../ports/history.ts';
import type { Matching } from '../usecases/matching.ts';
import { feedRoutes } from './feed.ts';
import { importRoutes } from './import.ts';
import { profileRoutes } from './profiles.ts';
import { referralRoutes } from './referrals.ts';
import { reportRoutes } from './reports.ts';
import { vacancyRoutes } from './vacancies.ts';

export const routesOf = (matching: Matching, history: History): Route[] => [
  ...vacancyRoutes(matching),
  ...feedRoutes(matching),
  ...importRoutes(matching),
  ...profileRoutes(matching),
  ...referralRoutes(matching),
  ...reportRoutes(matching, history),
];
