import { describe, expect, it } from 'vitest';
import { errorText } from './error-text.ts';

describe('errorText', () => {
  it('makes sentences of a message and its hint', () => {
    expect(errorText({ message: 'It is full', hint: 'Delete something' })).toBe(
      'It is full. Delete something.',
    );
  });

  it('leaves punctuation alone', () => {
    expect(errorText({ message: 'Full!', hint: undefined })).toBe('Full!');
  });
});
