export type { Text } from '@zhiqiao/domain';
