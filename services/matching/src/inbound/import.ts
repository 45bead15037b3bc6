import { importTemplateQuery, vacancyImport } from '@zhiqiao/domain';
import { type Route, route, type Text } from '@zhiqiao/service-kit';
import { CONTENT_TYPES, template } from '@zhiqiao/sheets';
import { VACANCY_COLUMNS } from '../domain/vacancy-rows.ts';
import { importErrors, importVacancies, previewImport } from '../usecases/import-vacancies.ts';
import type { Matching } from '../usecases/matching.ts';
import { publisher } from './shared.ts';

const TYPES = Object.values(CONTENT_TYPES);
const file = { types: TYPES, maxBytes: 2_000_000 };

export const importRoutes = (matching: Matching): Route[] => {
  const taking = (path: string, operation: string, title: Text, take: ReturnType<typeof previewImport>): Route =>
    route({
      method: 'post',
      path,
      operation,
      title,
      access: publisher,
      file,
      answers: { 200: vacancyImport },
      handle: async ({ command, file }) => ({ status: 200, body: await take(command, file.bytes) }),
    });
  return [
    route({
      method: 'get',
      path: '/vacancies/import/template',
      operation: 'downloadVacancyTemplate',
      title: { zh: '下载岗位导入模板', en: 'Download the template of a file of vacancies' },
      access: publisher,
      query: importTemplateQuery,
      answers: { 200: { file: TYPES } },
      handle: async ({ query: { format } }) => ({
        status: 200,
        file: {
          type: CONTENT_TYPES[format],
          name: `岗位导入.${format}`,
          bytes: await template(VACANCY_COLUMNS, format),
        },
      }),
    }),
    taking(
      '/vacancies/import/preview',
      'previewVacancyImport',
      { zh: '预览岗位文件', en: 'See what an import would do' },
      previewImport(matching),
    ),
    taking(
      '/vacancies/import',
      'importVacancies',
      { zh: '导入岗位文件并发布', en: 'Publish the vacancies of a file' },
      importVacancies(matching),
    ),
    route({
      method: 'post',
      path: '/vacancies/import/errors',
      operation: 'downloadVacancyImportErrors',
      title: { zh: '下载不能导入的行及原因', en: 'Get the rows that fail, with the reasons' },
      access: publisher,
      file,
      answers: { 200: { file: TYPES } },
      async handle({ command, file }) {
        const { type, bytes } = await importErrors(matching)(command, file.bytes);
        return { status: 200, file: { type: CONTENT_TYPES[type], name: `需更正.${type}`, bytes } };
      },
    }),
  ];
};
