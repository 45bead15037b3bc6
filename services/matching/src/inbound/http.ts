import type { Route } from '@zhiqiao/service-kit';
import type { History } from '../ports/history.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from '../usecases/matching.ts';
import { profileRoutes } from './profiles.ts';
import { recommendationRoutes } from './recommendations.ts';
import { referralRoutes } from './referrals.ts';
import { reportRoutes } from './reports.ts';
import { vacancyRoutes } from './vacancies.ts';

export const routesOf = (matching: Matching, market: Market, history: History): Route[] => [
  ...vacancyRoutes(matching),
  ...profileRoutes(matching),
  ...recommendationRoutes(matching, market),
  ...referralRoutes(matching),
  ...reportRoutes(matching, history),
];
