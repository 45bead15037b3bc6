import { fileURLToPath } from 'node:url';
import type { FileExchange } from '../ports/file-exchange.ts';
import { folderExchange } from './folder-exchange.ts';
import { sftpExchange } from './sftp-exchange.ts';

/** The place that the address names. */
export const fileExchangeAt = (
  address: string,
  secrets: {
    hostKey?: string | undefined;
    privateKey?: string | undefined;
    password?: string | undefined;
    deadlineMs: number;
  },
): FileExchange => {
  const url = new URL(address);
  if (url.protocol === 'file:') return folderExchange(fileURLToPath(url));
  const { hostKey } = secrets;
  if (!hostKey) throw new Error('INSURANCE_FILES_HOST_KEY is needed for an SFTP server');
  return sftpExchange({
    ...secrets,
    hostKey,
    host: url.hostname,
    port: Number(url.port || 22),
    username: decodeURIComponent(url.username),
    base: decodeURIComponent(url.pathname),
  });
};
