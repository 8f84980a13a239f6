import { UmlautError } from '@umlaut/contracts/errors';
import { describe, expect, it } from 'vitest';
import { fieldError } from './field-error.ts';

describe('fieldError', () => {
  it('puts the message at the field that the server named, without its path', () => {
    const error = new UmlautError('INVALID_INPUT', 'memoryMiB: At least 32 MiB', { field: 'memoryMiB' });
    expect(fieldError(error, ['name', 'memoryMiB'])).toEqual({ memoryMiB: 'At least 32 MiB' });
  });

  it('is null when the form has no such field, so that the whole form shows it', () => {
    const error = new UmlautError('INVALID_INPUT', 'force: no', { field: 'force' });
    expect(fieldError(error, ['name'])).toBeNull();
    expect(fieldError(new UmlautError('STORAGE_FULL', 'Full.'), ['name'])).toBeNull();
  });

  it('knows where a taken name belongs', () => {
    expect(fieldError(new UmlautError('NAME_TAKEN', 'Taken.'), ['name'])).toEqual({ name: 'Taken.' });
  });
});
