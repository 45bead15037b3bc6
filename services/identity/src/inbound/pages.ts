import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { max-width: 26rem; margin: 10vh auto; padding: 0 1rem; }
label { display: block; margin-top: 1rem; }
input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; border-radius: .3rem; }
input { border: 1px solid #767676; }
button { margin-top: 1.5rem; border: 0; background: #0b5cad; color: #fff; }
button.second { background: #595959; }
:focus-visible { outline: 3px solid #f5a800; outline-offset: 2px; }
[role=alert] { border-left: .4rem solid #b00020; padding: .4rem .8rem; background: #fdecef; color: #5a0010; }
small { display: block; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but this one style is allowed on a page, and nobody may put it into a frame. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

type Text = { zh: string; en: string };
const both = ({ zh, en }: Text) => `${escaped(zh)} <small lang="en">${escaped(en)}</small>`;

const page = (title: Text, body: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title.zh)} · ${escaped(title.en)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${both(title)}</h1>
${body}
</main>
</body>
</html>
`;

const alert = (problem: Text | undefined) => (problem ? `<p role="alert" id="problem">${both(problem)}</p>` : '');

export const signInPage = (action: string, login = '', problem?: Text) =>
  page(
    { zh: '职桥 登录', en: 'Sign in to ZhiQiao' },
    `${alert(problem)}
<form method="post" action="${escaped(action)}">
<label for="login">${both({ zh: '登录名', en: 'Login' })}</label>
<input id="login" name="login" value="${escaped(login)}" autocomplete="username" autocapitalize="none" spellcheck="false"
 required ${login ? '' : 'autofocus'}${problem ? ' aria-describedby="problem"' : ''}>
<label for="password">${both({ zh: '密码', en: 'Password' })}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required ${login ? 'autofocus' : ''}>
<button type="submit">${both({ zh: '登录', en: 'Sign in' })}</button>
</form>`,
  );

export const signOutPage = (form: string) =>
  page(
    { zh: '确认退出', en: 'Sign out' },
    `${form}
<button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">${both({ zh: '退出登录', en: 'Sign out' })}</button>
<button class="second" type="submit" form="op.logoutForm">${both({ zh: '保持登录', en: 'Stay signed in' })}</button>`,
  );

export const messagePage = (title: Text, message: Text) => page(title, `<p>${both(message)}</p>`);
