import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoteCommand } from './quote-command.ts';

it('leaves plain words as they are', () => {
  expect(quoteCommand(['linux', 'mem=128M', 'ubd0=/a/b.cow,/c.img', 'con0=fd:0,fd:1'])).toBe(
    'linux mem=128M ubd0=/a/b.cow,/c.img con0=fd:0,fd:1',
  );
});

it('quotes what a shell would read differently', () => {
  expect(quoteCommand(['', "it's", 'a b', '$HOME', '*'])).toBe(`'' 'it'\\''s' 'a b' '$HOME' '*'`);
});

/** Reads words as a POSIX shell does, as far as blanks, single quotes and escaped characters go (XCU 2.2). */
function shellWords(line: string): string[] {
  const word = /((?:'[^']*'|\\.|[^\s'\\])+)(?:\s+|$)/gsu;
  return [...line.matchAll(word)].map(([, text = '']) =>
    text.replaceAll(
      /'([^']*)'|\\(.)/gs,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  );
}

it('gives a shell back exactly the arguments', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      expect(shellWords(quoteCommand(words))).toEqual(words);
    }),
  );
});
