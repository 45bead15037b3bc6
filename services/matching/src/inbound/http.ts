import type { Route } from '@zhiqiao/service-kit';
import type { OccupationCoder } from '../coder/index.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Finder } from '../ports/finder.ts';
import type { History } from '../ports/history.ts';
import type { Market } from '../ports/market.ts';
import type { Matching } from '../usecases/matching.ts';
import { alertRoutes } from './alerts.ts';
import { boothRoutes } from './booths.ts';
import { campaignRoutes } from './campaigns.ts';
import { disclosureRoutes } from './disclosures.ts';
import { elsewhereRoutes } from './elsewhere.ts';
import { fairRoutes } from './fairs.ts';
import { feedRoutes } from './feed.ts';
import { importRoutes } from './import.ts';
import { occupationRoutes } from './occupations.ts';
import { profileRoutes } from './profiles.ts';
import { recommendationRoutes } from './recommendations.ts';
import { referralRoutes } from './referrals.ts';
import { reportRoutes } from './reports.ts';
import { resumeRoutes } from './resumes.ts';
import { searchRoutes } from './search.ts';
import { vacancyRoutes } from './vacancies.ts';
import { visitRoutes } from './visits.ts';

type Outside = {
  market: Market;
  finder: Finder;
  elsewhere: Finder;
  coder: OccupationCoder;
  history: History;
  contacts: Contacts;
};

export const routesOf = (
  matching: Matching,
  { market, finder, elsewhere, coder, history, contacts }: Outside,
): Route[] => [
  ...searchRoutes(matching, finder, elsewhere),
  ...elsewhereRoutes(matching, elsewhere),
  ...occupationRoutes(coder),
  ...vacancyRoutes(matching),
  ...feedRoutes(matching),
  ...importRoutes(matching),
  ...profileRoutes(matching),
  ...resumeRoutes(matching, coder),
  ...recommendationRoutes(matching, market),
  ...alertRoutes(matching),
  ...referralRoutes(matching),
  ...disclosureRoutes(matching, market, contacts),
  ...reportRoutes(matching, history),
  ...campaignRoutes(matching),
  ...fairRoutes(matching),
  ...boothRoutes(matching),
  ...visitRoutes(matching),
];
