import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { BoundedLogFile } from './bounded-log-file.ts';

const STANDARD_ERROR = 2;
const LIMIT_BYTES = 4 * 1024 * 1024;

export interface ServerLog extends Disposable {
  readonly log: Logger;
}

/**
 * The log, one JSON object per line. Standard output belongs to the person at the terminal and standard
 * error to service managers and containers that ask for it; by default it goes to `$UMLAUT_HOME/server.log`.
 */
export function createLog(config: Pick<ServerConfig, 'home' | 'logLevel' | 'logTarget'>): ServerLog {
  const options = { level: config.logLevel, base: null };
  if (config.logTarget === 'stderr') {
    const log = pino(options, pino.destination({ fd: STANDARD_ERROR, sync: true }));
    return { log, [Symbol.dispose]: () => {} };
  }
  const file = new BoundedLogFile(join(config.home, 'server.log'), LIMIT_BYTES);
  return { log: pino(options, file), [Symbol.dispose]: () => file[Symbol.dispose]() };
}
