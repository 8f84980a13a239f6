import { UmlautError } from '@umlaut/contracts/errors';
import { describe, expect, it } from 'vitest';
import { readErrorResponse, toUmlautError } from './read-error.ts';

describe('readErrorResponse', () => {
  it('keeps everything that the server said', async () => {
    const body = {
      code: 'HOST_CAPACITY',
      message: 'Too much.',
      field: 'memoryMiB',
      hint: 'Start fewer.',
      details: { free: 5 },
    };
    const error = await readErrorResponse(Response.json(body, { status: 409 }));
    expect(error).toMatchObject(body);
  });

  it('calls the page of a proxy before a dead server unreachable', async () => {
    const error = await readErrorResponse(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(error.code).toBe('SERVER_UNREACHABLE');
  });

  it('knows a stranger by the status alone', async () => {
    const error = await readErrorResponse(new Response('', { status: 401 }));
    expect(error.code).toBe('UNAUTHENTICATED');
  });

  it('does not trust a code that is not ours', async () => {
    const error = await readErrorResponse(Response.json({ code: 'EVIL', message: 'x' }, { status: 418 }));
    expect(error.code).toBe('INTERNAL');
    expect(error.message).toContain('418');
  });
});

describe('toUmlautError', () => {
  it('gives our own errors back as they are', () => {
    const error = new UmlautError('NAME_TAKEN', 'Taken.');
    expect(toUmlautError(error)).toBe(error);
  });

  it('keeps the words of any other error', () => {
    expect(toUmlautError(new TypeError('x is not a function'))).toMatchObject({
      code: 'INTERNAL',
      message: 'x is not a function',
    });
  });
});
