import { UmlautError, fromWireError, isErrorCode, isUmlautError, wireError } from '@umlaut/contracts/errors';

/**
 * Turns a response that is not a success into the error it carries. A body that is not ours (a proxy's
 * error page) becomes an error that says so.
 */
export async function readErrorResponse(response: Response): Promise<UmlautError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = wireError.safeParse(body);
  if (parsed.success) return fromWireError(parsed.data);
  if (response.status === 401) {
    return new UmlautError('UNAUTHENTICATED', 'You are not signed in.');
  }
  if (response.status >= 502 && response.status <= 504) return unreachable();
  return new UmlautError(
    'INTERNAL',
    `The server answered with status ${response.status} and no explanation.`,
  );
}

/** The failure of a request that never got an answer. */
export function unreachable(cause?: unknown): UmlautError {
  return new UmlautError('SERVER_UNREACHABLE', 'The Umlaut server does not answer.', {
    hint: 'Check that it runs: ./umlaut start',
    cause,
  });
}

/** Whatever was thrown, as the one error class that the interface shows. */
export function toUmlautError(error: unknown): UmlautError {
  if (isUmlautError(error)) return error;
  if (error instanceof Error) {
    const code = 'code' in error && isErrorCode(error.code) ? error.code : 'INTERNAL';
    return new UmlautError(code, error.message, { cause: error });
  }
  return new UmlautError('INTERNAL', 'Something went wrong in this page.', { cause: error });
}
