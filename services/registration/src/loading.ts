/** What is needed to load a city's people and their past at once: kinds, what is decided of them, how the vault keeps them. */
export { suiteOf } from './adapters/vault/keys.ts';
export { sealed, VAULT_PEOPLE } from './adapters/vault/mongo-vault.ts';
export { employment, endEmployment, registerEmployment } from './domain/employment.ts';
export { entitlements, grant, withdraw } from './domain/entitlement.ts';
export { person, registerPerson } from './domain/person.ts';
export { close } from './domain/unemployment/closure.ts';
export { type Acceptance, takeIn } from './domain/unemployment/intake.ts';
export { unemployment } from './domain/unemployment.ts';
export { acceptanceFor } from './usecases/acceptance.ts';
