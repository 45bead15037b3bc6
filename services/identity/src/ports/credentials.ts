/** What is proved at sign-in. Lives outside the records: no event carries a login or a password. */
export type Credential = { login: string; accountId: string; hash: string };

export interface Credentials {
  find(login: string): Promise<Credential | undefined>;
  /** Stores it unless the login is taken; answers what is stored under the login then. */
  claim(credential: Credential): Promise<Credential>;
  /** Takes over a login that `from` claimed a while ago. False: it is too early, or somebody else was faster. */
  takeOver(credential: Credential, from: string): Promise<boolean>;
}

export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}

/** Counts what is tried, and takes back what succeeded; `retryAfter` in seconds when it was too often. */
export interface Attempts {
  count(login: string, address: string): Promise<{ retryAfter?: number }>;
  succeeded(login: string, address: string): Promise<void>;
}
