import type { UmlautError } from '@umlaut/contracts/errors';
import type { Logger } from 'pino';

/** INTERNAL tells its caller nothing: what was thrown goes whole to the log, wherever the error ends up. */
export function logUnforeseen(log: Logger, error: UmlautError, where: Record<string, unknown>): void {
  if (error.code === 'INTERNAL') log.error({ err: error.cause, ...where }, 'something unforeseen failed');
}
