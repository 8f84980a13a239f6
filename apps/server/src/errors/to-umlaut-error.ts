import { ORPCError, ValidationError } from '@orpc/server';
import { isUmlautError, UmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import { z } from 'zod';
import { toStorageFull } from './storage-full.ts';
import { invalidInput } from './invalid-input.ts';

/** Errors of Express and its body parser carry their HTTP status. */
const httpError = z.object({
  status: z.int().min(400).max(499),
  message: z.string(),
  type: z.string().optional(),
});

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
};

const MESSAGE_OF_TYPE: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The body is not JSON.',
  'entity.too.large': 'The body is larger than this server takes.',
  'charset.unsupported': 'The body must be UTF-8.',
  'encoding.unsupported': 'The body has an encoding that this server does not know.',
  'request.aborted': 'The request was cut off.',
};

/**
 * Whatever was thrown, as the error that goes to the caller. What nobody foresaw becomes INTERNAL and keeps
 * its cause for the log; the caller learns nothing of it.
 */
export function toUmlautError(error: unknown): UmlautError {
  if (isUmlautError(error)) return error;
  if (error instanceof ORPCError) return fromOrpc(error);
  const full = toStorageFull(error);
  if (full !== null) return full;
  if (error instanceof Error && error.name === 'AbortError') {
    return new UmlautError('CANCELLED', 'The request was cancelled.', { cause: error });
  }
  return fromHttp(error) ?? internal(error);
}

function fromOrpc(error: ORPCError<string, unknown>): UmlautError {
  if (isUmlautError(error.cause)) return error.cause;
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    return invalidInput(error.cause.issues);
  }
  if (error.status >= 500) return internal(error.cause ?? error);
  return new UmlautError(CODE_OF_STATUS[error.status] ?? 'INVALID_INPUT', error.message, { cause: error });
}

function fromHttp(error: unknown): UmlautError | null {
  const known = httpError.safeParse(error);
  if (!known.success) return null;
  const { status, message, type } = known.data;
  return new UmlautError(
    CODE_OF_STATUS[status] ?? 'INVALID_INPUT',
    (type === undefined ? undefined : MESSAGE_OF_TYPE[type]) ?? message,
    { cause: error },
  );
}

function internal(cause: unknown): UmlautError {
  return new UmlautError('INTERNAL', 'Something went wrong inside Umlaut; its log says what.', { cause });
}
