import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { configuredSecrets } from '../src/adapters/provider-secrets.ts';
import { hashedOnce, scryptHashing } from '../src/adapters/scrypt.ts';

const COOKIE_SECRET = 'a secret of at least thirty-two characters';
const keyNamed = async (kid?: string) => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), ...(kid && { kid }) });
};

describe("production's secrets", () => {
  it('are those configured', async () => {
    const { signingKey } = await configuredSecrets(await keyNamed('2026-1'), COOKIE_SECRET);
    expect(signingKey).toMatchObject({ kid: '2026-1', alg: 'ES256', use: 'sig' });
  });

  it('must be there, and are none that a demo made', async () => {
    await expect(configuredSecrets(undefined, COOKIE_SECRET)).rejects.toThrow('IDENTITY_SIGNING_JWK');
    await expect(configuredSecrets(await keyNamed('2026-1'), undefined)).rejects.toThrow('IDENTITY_COOKIE_SECRET');
    await expect(configuredSecrets(await keyNamed('demo-1f'), COOKIE_SECRET)).rejects.toThrow('演示密钥');
    await expect(configuredSecrets(await keyNamed(), COOKIE_SECRET)).rejects.toThrow('kid');
  });
});

describe('passwords', () => {
  it('are kept as salted scrypt hashes', async () => {
    const hash = await scryptHashing.hash('正确的密码 battery');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(await scryptHashing.hash('正确的密码 battery')).not.toBe(hash);
    expect(await scryptHashing.verify('正确的密码 battery', hash)).toBe(true);
    expect(await scryptHashing.verify('正确的密码 Battery', hash)).toBe(false);
  });

  it('that all accounts of the demo share are hashed once, others apart', async () => {
    const hashing = hashedOnce(scryptHashing);
    const [first, again, other] = await Promise.all(['demo', 'demo', 'another'].map((each) => hashing.hash(each)));
    expect([again, other]).toEqual([first, expect.not.stringContaining(first!)]);
    expect(await hashing.verify('demo', again!)).toBe(true);
    expect(await hashing.verify('demo', other!)).toBe(false);
  });
});
