import { start } from '@zhiqiao/service-kit';
import { service } from './service.ts';

await start(service);
