import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readSignInToken } from './sign-in-token.ts';

describe('readSignInToken', () => {
  it.each([
    ['http://127.0.0.1:7810/sign-in#token=abc123_-XYZ', 'abc123_-XYZ'],
    ['  http://lab.example:7810/sign-in#token=abc123\n', 'abc123'],
    ['/sign-in#token=abc123', 'abc123'],
    ['#token=a%2Fb', 'a/b'],
    ['token=abc123', 'abc123'],
    ['#x=1&token=abc123&y=2', 'abc123'],
    ['abcdefgh12345678', 'abcdefgh12345678'],
  ])('finds the token in %j', (text, token) => {
    expect(readSignInToken(text)).toBe(token);
  });

  it.each(['', '   ', '#', 'http://127.0.0.1:7810/', 'short', 'two words here', '#token=', '#token=%zz'])(
    'finds none in %j',
    (text) => {
      expect(readSignInToken(text)).toBeNull();
    },
  );

  test.prop([fc.stringMatching(/^[A-Za-z0-9_-]{16,100}$/)])(
    'reads the same token from the address and from itself',
    (token) => {
      expect(readSignInToken(`http://127.0.0.1:7810/sign-in#token=${token}`)).toBe(token);
      expect(readSignInToken(token)).toBe(token);
    },
  );

  test.prop([fc.string({ unit: 'binary', maxLength: 400 })])('never throws', (text) => {
    expect(() => readSignInToken(text)).not.toThrow();
  });
});
