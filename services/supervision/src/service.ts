import { type FieldCipher, type Service, vaultCipher } from '@zhiqiao/service-kit';
import { mongoVault } from './adapters/vault/mongo-vault.ts';
import { config } from './config.ts';
import { complaints } from './domain/complaint.ts';
import { errors } from './errors.ts';
import { clocks } from './inbound/clock.ts';
import { routesOf } from './inbound/http.ts';
import { same } from './usecases/same-person.ts';
import { supervisionOn } from './usecases/supervision.ts';

export const service: Service<typeof config> = {
  name: 'supervision',
  title: { zh: '投诉与监察', en: 'Complaints and supervision' },
  config,
  errors,
  kinds: [complaints, same.kind],
  wire(platform) {
    const { city, config, mongo } = platform;
    let cipher: Promise<FieldCipher> | undefined;
    const theCipher = () => {
      cipher ??= vaultCipher(config, mongo, city, 'complaint-field');
      return cipher;
    };
    return {
      routes: routesOf(supervisionOn(platform, mongoVault(mongo, city, theCipher))),
      reactions: [same.reactions],
      clocks,
      recognise: same.recognise(platform),
      prepare: async () => {
        await theCipher();
      },
    };
  },
};
