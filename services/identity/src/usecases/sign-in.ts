import { systemActor } from '@zhiqiao/domain';
import type { Records } from '@zhiqiao/records';
import type { account } from '../domain/account.ts';
import type { Attempts, Credentials, PasswordHashing } from '../ports/credentials.ts';

export type SignedIn =
  | { accountId: string }
  | { refused: 'WRONG' | 'DISABLED' }
  | { refused: 'TOO_OFTEN'; retryAfter: number };

/** Compared when there is no such login, so that the time taken tells nothing. */
const NOBODY = `scrypt$32768$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export const signIn =
  (parts: {
    city: string;
    accounts: Records<typeof account>;
    credentials: Credentials;
    hashing: PasswordHashing;
    attempts: Attempts;
  }) =>
  async (login: string, password: string, address: string): Promise<SignedIn> => {
    const { retryAfter } = await parts.attempts.count(login, address);
    if (retryAfter) return { refused: 'TOO_OFTEN', retryAfter };
    const credential = await parts.credentials.find(login);
    const right = await parts.hashing.verify(password, credential?.hash ?? NOBODY);
    if (!credential || !right) return { refused: 'WRONG' };
    const found = await parts.accounts.seek(systemActor(parts.city, 'identity'), credential.accountId);
    // A machine proves itself at the token endpoint, never on the page for people.
    if (found?.state.status === 'ACTIVE' && found.state.kind === 'machine') return { refused: 'WRONG' };
    await parts.attempts.succeeded(login, address);
    return found?.state.status === 'ACTIVE' ? { accountId: credential.accountId } : { refused: 'DISABLED' };
  };
