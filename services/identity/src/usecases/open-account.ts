import { createHash } from 'node:crypto';
import type { AccountEvent } from '@zhiqiao/domain';
import { systemActor } from '@zhiqiao/domain';
import type { Command, Records } from '@zhiqiao/records';
import { type account, openAccount as decide } from '../domain/account.ts';
import { errors } from '../errors.ts';
import type { Credentials, PasswordHashing } from '../ports/credentials.ts';

export type NewAccount = {
  login: string;
  password: string;
  details: Extract<AccountEvent, { type: 'AccountOpened' }>['data'];
};

/**
 * The login is claimed first and the account opened under it: between the two it leads to no account. Sent again, the
 * command finds its claim; a claim that was never followed by an account can be taken over.
 */
export const openAccount =
  (parts: { accounts: Records<typeof account>; credentials: Credentials; hashing: PasswordHashing }) =>
  async (command: Command, { login, password, details }: NewAccount) => {
    const { city } = command.actor;
    const accountId = createHash('sha256')
      .update(`${city}/${command.actor.id}/${command.key}`)
      .digest('hex')
      .slice(0, 32);
    const credential = { login, accountId, hash: await parts.hashing.hash(password) };
    const claimed = await parts.credentials.claim(credential);
    if (claimed.accountId !== accountId) {
      const taken = await parts.accounts.seek(systemActor(city, 'identity'), claimed.accountId);
      if (taken || !(await parts.credentials.takeOver(credential, claimed.accountId))) throw errors.loginTaken();
    }
    // The body holds a password: not even its hash may reach the log.
    const { bodyHash: _, ...withoutBody } = command;
    return parts.accounts.create(withoutBody, decide(details), accountId);
  };
