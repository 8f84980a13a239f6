import { expect, it } from 'vitest';
import { escapeText, wrapText } from './svg-text.ts';

it('breaks lines at blanks, and keeps those that are there', () => {
  expect(wrapText('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
  expect(wrapText('a:  one\n  two', 20)).toEqual(['a:  one', '  two']);
  expect(wrapText('  longerthanroom x', 8)).toEqual(['  longerthanroom', 'x']);
});

it('leaves out what XML cannot have', () => {
  expect(escapeText('a\u0000\u001Bb')).toBe('ab');
});
