import { alertSettings, alertsView, readAlerts } from '@zhiqiao/domain';
import { type Access, type Route, route } from '@zhiqiao/service-kit';
import { z } from 'zod';
import { readUpTo } from '../domain/alert.ts';
import { chooseAlerts, viewAlerts } from '../usecases/choose-alerts.ts';
import type { Matching } from '../usecases/matching.ts';
import { openVacancyOf } from './views.ts';

const params = z.object({ personId: z.string().min(1).max(90) });
const herself: Access = { roles: ['jobseeker'], scope: 'own' };

export const alertRoutes = (matching: Matching): Route[] => {
  const answer = async (personId: string) => {
    const { version, vacancies, ...view } = await viewAlerts(matching, personId);
    const items = view.items.map(({ vacancyIds, ...item }) => ({
      ...item,
      vacancies: vacancyIds.map((id) => {
        const vacancy = vacancies.get(id);
        return { id, ...(vacancy && { vacancy: openVacancyOf(vacancy) }) };
      }),
    }));
    return { status: 200, body: { ...view, items }, version };
  };
  return [
    route({
      method: 'get',
      path: '/profiles/:personId/alerts',
      operation: 'readAlerts',
      title: { zh: '查看新岗位提醒', en: 'Read the alerts of new vacancies' },
      access: herself,
      params,
      answers: { 200: alertsView },
      async handle({ actor, params: { personId } }) {
        await matching.profiles.get(actor, personId);
        return answer(personId);
      },
    }),
    route({
      method: 'put',
      path: '/profiles/:personId/alerts',
      operation: 'chooseAlerts',
      title: {
        zh: '设置新岗位提醒（频率、起始分）',
        en: 'Choose whether, how often and from which score on to be told',
      },
      access: herself,
      params,
      body: alertSettings,
      example: { rhythm: 'DAILY', leastPoints: 9000 },
      answers: { 200: alertsView },
      async handle({ command, params: { personId }, body }) {
        await chooseAlerts(matching)(command, personId, body);
        return answer(personId);
      },
    }),
    route({
      method: 'post',
      path: '/profiles/:personId/alerts/reading',
      operation: 'markAlertsRead',
      title: { zh: '标记提醒为已读', en: 'Mark alerts as read' },
      access: herself,
      params,
      body: readAlerts,
      example: { upTo: 1 },
      answers: { 200: alertsView },
      async handle({ command, params: { personId }, body: { upTo } }) {
        await matching.alerts.change(command, personId, readUpTo(upTo));
        return answer(personId);
      },
    }),
  ];
};
