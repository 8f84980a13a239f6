import { describe, expect, it } from 'vitest';
import { typedText } from './typed-text.ts';

describe('typedText', () => {
  it.each([
    ['ls -l\r', 'ls -l⏎'],
    ['a\tb\u007f\u0003', 'a⇥b⌫^C'],
    ['\u001b[A\u001bOB\u001b', '↑↓^['],
    ['\u001b[200~two\nlines\u001b[201~', 'two⏎lines'],
    ['żółć', 'żółć'],
  ])('shows %j as %s', (text, shown) => expect(typedText({ text, bytes: text.length })).toBe(shown));

  it('says that a password is not kept', () => {
    expect(typedText({ text: null, bytes: 7 })).toBe('Not kept: 7 bytes after a question for a password');
  });
});
