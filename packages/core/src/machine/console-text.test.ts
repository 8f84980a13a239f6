import { describe, expect, it } from 'vitest';
import { consoleLines } from './console-text.ts';

describe('consoleLines', () => {
  it.each<[string, string, string[]]>([
    ['colours', '\u001b[32mok\u001b[0m\r\n', ['ok']],
    ['titles', 'a\u001b]0;x\u0007b', ['ab']],
    ['character sets and device strings', '\u001b(Ba\u001bPq#1\u001b\\b', ['ab']],
    ['overwritten lines', '10%\r50%\r100%\n', ['100%']],
    ['bells and NULs', 'a\u0000\u0007b', ['ab']],
    ['nothing', '\r\n\r\n', []],
    ['blank lines in between', '\n\na\n\nb\n\n', ['a', '', 'b']],
    ['an unfinished escape', 'a\u001b', ['a\u001b'.slice(0, 1)]],
  ])('%s', (_, text, lines) => {
    expect(consoleLines(text)).toEqual(lines);
  });
});
