import { ORPCError, ValidationError } from '@orpc/server';
import { toWireError, UmlautError, wireError } from '@umlaut/contracts/errors';
import { describe, expect, it } from 'vitest';
import { invalidInput } from './invalid-input.ts';
import { toUmlautError } from './to-umlaut-error.ts';

const secret = new Error('password=hunter2 at /root/secret');

describe('toUmlautError', () => {
  it('keeps our own errors as they are, also inside those of oRPC', () => {
    const own = new UmlautError('NAME_TAKEN', 'Taken.');
    expect(toUmlautError(own)).toBe(own);
    expect(toUmlautError(new ORPCError('NAME_TAKEN', { status: 409, cause: own }))).toBe(own);
  });

  it('says nothing of what nobody foresaw, but keeps it for the log', () => {
    for (const thrown of [
      secret,
      'text',
      null,
      undefined,
      { status: 700 },
      new ORPCError('INTERNAL_SERVER_ERROR', { cause: secret }),
    ]) {
      const error = toUmlautError(thrown);
      expect(error.code).toBe('INTERNAL');
      expect(JSON.stringify(toWireError(error))).not.toContain('hunter2');
    }
    expect(toUmlautError(secret).cause).toBe(secret);
  });

  it('names the first field at fault and lists them all', () => {
    const cause = new ValidationError({
      message: 'no',
      issues: [
        { message: 'At least 32', path: ['memoryMiB'] },
        { message: 'Not an id', path: ['ids', 3] },
      ],
      data: {},
    });
    const wire = toWireError(toUmlautError(new ORPCError('BAD_REQUEST', { cause })));
    expect(wire).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'memoryMiB',
      details: { issues: [{ path: 'memoryMiB' }, { path: 'ids.3' }] },
    });
    expect(wireError.parse(wire)).toEqual(wire);
  });

  it('does not show what failed its own output validation', () => {
    const cause = new ValidationError({
      message: 'no',
      issues: [{ message: 'x' }],
      data: { secret: 'hunter2' },
    });
    expect(toUmlautError(new ORPCError('INTERNAL_SERVER_ERROR', { cause })).code).toBe('INTERNAL');
  });

  it.each([
    ['ENOSPC', 'STORAGE_FULL'],
    ['EDQUOT', 'STORAGE_FULL'],
    ['SQLITE_FULL', 'STORAGE_FULL'],
    ['EIO', 'INTERNAL'],
  ])('takes %s, also as a cause, for %s', (code, expected) => {
    const low = Object.assign(new Error('write failed'), { code });
    expect(toUmlautError(low).code).toBe(expected);
    expect(toUmlautError(new Error('wrapped', { cause: low })).code).toBe(expected);
  });

  it.each([
    [{ status: 400, message: 'x', type: 'entity.parse.failed' }, 'INVALID_INPUT'],
    [{ status: 413, message: 'x', type: 'entity.too.large' }, 'PAYLOAD_TOO_LARGE'],
    [{ status: 404, message: 'x' }, 'NOT_FOUND'],
    [{ status: 418, message: 'x' }, 'INVALID_INPUT'],
  ])('maps %j of Express', (thrown, expected) => {
    expect(toUmlautError(thrown).code).toBe(expected);
  });
});

describe('invalidInput', () => {
  it('has no field when the whole input is wrong', () => {
    const error = invalidInput([{ message: 'Expected an object' }]);
    expect(error).toMatchObject({ field: undefined, message: 'Expected an object' });
  });
});
