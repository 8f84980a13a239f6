import { ERROR_STATUS, type ErrorCode } from './codes.ts';

export interface UmlautErrorDetails {
  /** Dotted path of the input at fault, as the caller spelt it: `memoryMiB`, `ids.3`. */
  field?: string;
  /** What to do about it, as one sentence. */
  hint?: string;
  /** Figures and names that a program may want, safe to show to the caller. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/**
 * The only error that crosses a module boundary on purpose. `message` is a sentence that says what was
 * wrong; callers switch on `code`, never on the text.
 */
export class UmlautError extends Error {
  override readonly name = 'UmlautError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, more: UmlautErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.field = more.field;
    this.hint = more.hint;
    this.details = more.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function isUmlautError(error: unknown): error is UmlautError {
  return error instanceof UmlautError;
}
