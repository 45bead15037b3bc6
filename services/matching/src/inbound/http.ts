import type { Route } from '@zhiqiao/service-kit';
import type { OccupationCoder } from '../coder/index.ts';
import type { Finder } from '../ports/finder.ts';
import type { History } from '../ports/history.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from '../usecases/matching.ts';
import { alertRoutes } from './alerts.ts';
import { feedRoutes } from './feed.ts';
import { importRoutes } from './import.ts';
import { occupationRoutes } from './occupations.ts';
import { profileRoutes } from './profiles.ts';
import { recommendationRoutes } from './recommendations.ts';
import { referralRoutes } from './referrals.ts';
import { reportRoutes } from './reports.ts';
import { searchRoutes } from './search.ts';
import { vacancyRoutes } from './vacancies.ts';

export const routesOf = (
  matching: Matching,
  { market, finder, coder, history }: { market: Market; finder: Finder; coder: OccupationCoder; history: History },
): Route[] => [
  ...searchRoutes(matching, finder),
  ...occupationRoutes(coder),
  ...vacancyRoutes(matching),
  ...feedRoutes(matching),
  ...importRoutes(matching),
  ...profileRoutes(matching),
  ...recommendationRoutes(matching, market),
  ...alertRoutes(matching),
  ...referralRoutes(matching),
  ...reportRoutes(matching, history),
];
