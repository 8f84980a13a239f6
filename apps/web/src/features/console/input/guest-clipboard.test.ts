import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_CLIPBOARD_CHARACTERS, clipboardText } from './guest-clipboard.ts';

const encode = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

it('reads what a guest wants on the clipboard', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.constantFrom('', 'c', 'pc'),
      (text, where) => {
        expect(clipboardText(`${where};${encode(text)}`)).toBe(text);
      },
    ),
  );
});

it.each([
  ['a question', 'c;?'],
  ['another selection', `p;${encode('x')}`],
  ['nothing', 'c;'],
  ['no base 64', 'c;***'],
  ['no UTF-8', 'c;/w=='],
  ['no parts', encode('x')],
  ['too much', `c;${btoa('x'.repeat(MAX_CLIPBOARD_CHARACTERS + 1))}`],
])('refuses %s', (_, data) => {
  expect(clipboardText(data)).toBeNull();
});
