import { start } from '@zhiqiao/service-kit';
import { service } from './sample.ts';

await start(service);
