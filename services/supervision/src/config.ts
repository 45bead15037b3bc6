export { vaultConfig as config } from '@zhiqiao/service-kit';
