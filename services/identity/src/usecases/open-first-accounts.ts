import { createHash } from 'node:crypto';
import { systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import { type account, awardCertificate } from '../domain/account.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { NewAccount, openAccount } from './open-account.ts';

type Parts = {
  city: string;
  accounts: Records<typeof account>;
  credentials: Credentials;
  openAccount: ReturnType<typeof openAccount>;
};
export type FirstAccount = NewAccount & { certificate?: Parameters<typeof awardCertificate>[0] };

/** Opens accounts that stand in the configuration, unless they are open. */
export const openFirstAccounts = (parts: Parts) => async (list: FirstAccount[], today: string) => {
  const actor = systemActor(parts.city, 'identity');
  const open = async ({ certificate, ...account }: FirstAccount) => {
    const known = await parts.credentials.find(account.login);
    if (known && (await parts.accounts.seek(actor, known.accountId))) return;
    // Command keys stand in the events, logins do not.
    const key = `first/${createHash('sha256').update(account.login).digest('hex').slice(0, 16)}`;
    const { record } = await parts.openAccount({ actor, key }, account);
    if (!certificate) return;
    const command = { actor, key: `${key}/${certificate.code}` };
    await parts.accounts.change(command, record.id, awardCertificate(certificate, today));
  };
  await Promise.all(list.map(open));
};
