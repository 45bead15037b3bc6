import express, { type Express, type RequestHandler, type Response } from 'express';
import type Provider from 'oidc-provider';
import { errors as oidcErrors } from 'oidc-provider';
import { z } from 'zod';
import type { SignedIn, signIn } from '../usecases/sign-in.ts';
import { messagePage, PAGE_POLICY, signInPage } from './pages.ts';
import { INTERACTION, isProviderPath, SIGNED_OUT } from './provider.ts';

const form = z.object({ login: z.string().trim().toLowerCase().min(1).max(100), password: z.string().min(1).max(300) });

const PROBLEMS = {
  INCOMPLETE: { status: 422, zh: '请填写登录名和密码。', en: 'Enter login and password.' },
  WRONG: { status: 401, zh: '登录名或密码不正确。', en: 'The login or the password is wrong.' },
  DISABLED: {
    status: 403,
    zh: '该账号已停用，请联系管理员。',
    en: 'This account is disabled: ask your administrator.',
  },
  TOO_OFTEN: { status: 429, zh: '尝试次数过多，请稍后再试。', en: 'Too many attempts: try again later.' },
} as const;
const EXPIRED = messagePage(
  { zh: '登录页面已过期', en: 'This sign-in page has expired' },
  { zh: '请返回原页面重新登录。', en: 'Go back to where you came from and sign in again.' },
);

/** The provider's own addresses and the pages that people see on the way. */
export const mountSignIn = (app: Express, parts: { provider(): Provider; signIn: ReturnType<typeof signIn> }) => {
  const send = (res: Response, status: number, body: string) =>
    res.status(status).set('Content-Security-Policy', PAGE_POLICY).type('html').send(body);

  /** The interaction is bound to the browser by its cookie; without it the page has expired. */
  const page =
    (handle: RequestHandler<{ uid: string }>): RequestHandler<{ uid: string }> =>
    async (req, res, next) => {
      try {
        await handle(req, res, next);
      } catch (error) {
        if (!(error instanceof oidcErrors.SessionNotFound)) throw error;
        send(res, 400, EXPIRED);
      }
    };

  app.get(
    `${INTERACTION}/:uid`,
    page(async (req, res) => {
      await parts.provider().interactionDetails(req, res);
      send(res, 200, signInPage(req.path));
    }),
  );

  app.post(
    `${INTERACTION}/:uid`,
    express.urlencoded({ extended: false, limit: '4kb' }),
    page(async (req, res) => {
      await parts.provider().interactionDetails(req, res);
      const filled = form.safeParse(req.body);
      if (!filled.success) {
        send(res, PROBLEMS.INCOMPLETE.status, signInPage(req.path, '', PROBLEMS.INCOMPLETE));
        return;
      }
      const { login, password } = filled.data;
      const outcome: SignedIn = await parts.signIn(login, password, req.ip ?? 'unknown');
      if ('refused' in outcome) {
        if ('retryAfter' in outcome) res.set('Retry-After', String(outcome.retryAfter));
        const problem = PROBLEMS[outcome.refused];
        send(res, problem.status, signInPage(req.path, login, problem));
        return;
      }
      const result = { login: { accountId: outcome.accountId } };
      await parts.provider().interactionFinished(req, res, result, { mergeWithLastSubmission: false });
    }),
  );

  app.get('/signed-in', (_req, res) => {
    const title = { zh: '已登录', en: 'Signed in' };
    send(
      res,
      200,
      messagePage(title, { zh: '您已登录，可以关闭此页面。', en: 'You are signed in and can close this page.' }),
    );
  });
  app.get('/signed-out', (_req, res) => {
    send(res, 200, SIGNED_OUT);
  });

  let handle: ReturnType<Provider['callback']> | undefined;
  app.use((req, res, next) => {
    if (!isProviderPath(req.path)) return next();
    // Where it submits a form by a script of its own, the provider adds that script's hash.
    res.set('Content-Security-Policy', `${PAGE_POLICY}; script-src`);
    handle ??= parts.provider().callback();
    void handle(req, res);
  });
};
