import { UmlautError } from '@umlaut/contracts/errors';

/** MCONSOLE_UNREACHABLE for an errno name of the socket calls. */
export function unreachable(path: string, code: string | undefined, cause?: unknown): UmlautError {
  const why = code === 'ENOENT' || code === 'ECONNREFUSED' ? 'no kernel listens there' : String(code);
  return new UmlautError('MCONSOLE_UNREACHABLE', `The mconsole ${path} cannot be reached: ${why}`, {
    details: { path, code },
    cause,
  });
}
