import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './codes.ts';
import { UmlautError } from './umlaut-error.ts';

/** The one shape of a failure on the wire, for every route, per-item result and task. */
export const wireError = z.object({
  code: z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]).describe('Stable code; see docs/errors.md'),
  message: z.string().describe('What was wrong, as a sentence'),
  field: z.string().optional().describe('Dotted path of the input at fault'),
  hint: z.string().optional().describe('What to do about it'),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type WireError = z.output<typeof wireError>;

export function toWireError(error: UmlautError): WireError {
  return {
    code: error.code,
    message: error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.details === undefined ? {} : { details: { ...error.details } }),
  };
}

export function fromWireError(wire: WireError): UmlautError {
  const { code, message, ...more } = wire;
  return new UmlautError(code, message, {
    ...(more.field === undefined ? {} : { field: more.field }),
    ...(more.hint === undefined ? {} : { hint: more.hint }),
    ...(more.details === undefined ? {} : { details: more.details }),
  });
}
