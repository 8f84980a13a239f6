import { MAX_WAITING_INPUT_BYTES } from '@umlaut/contracts/ws';
import { expect, it } from 'vitest';
import { isTooLong, pasteQuestion, withoutEscapes, type PasteContext } from './paste-guard.ts';

const shell = { bracketed: false, fullScreen: false };
const linesAtRisk = (text: string, context: PasteContext): string[] | null =>
  pasteQuestion(text, context)?.lines ?? null;

it('asks before several lines reach a shell', () => {
  expect(linesAtRisk('cd /\nrm -rf x\n', shell)).toEqual(['cd /', 'rm -rf x']);
  expect(linesAtRisk('a\r\nb', shell)).toEqual(['a', 'b']);
  expect(linesAtRisk('a\rb', shell)).toEqual(['a', 'b']);
});

it('lets one line pass, with or without its end', () => {
  expect(linesAtRisk('uname -r', shell)).toBeNull();
  expect(linesAtRisk('uname -r\n', shell)).toBeNull();
  expect(linesAtRisk('uname -r\r\n', shell)).toBeNull();
});

it('trusts programs that take a paste as text', () => {
  expect(linesAtRisk('a\nb', { bracketed: true, fullScreen: false })).toBeNull();
  expect(linesAtRisk('a\nb', { bracketed: false, fullScreen: true })).toBeNull();
});

it('is asked about, whatever runs, when its end would be dropped', () => {
  const text = 'ä'.repeat(MAX_WAITING_INPUT_BYTES / 2);
  const question = pasteQuestion(text, { bracketed: true, fullScreen: true });
  expect(question?.bytes).toBe(MAX_WAITING_INPUT_BYTES);
  expect(isTooLong(question ?? { bytes: 0 })).toBe(true);
  expect(pasteQuestion(text.slice(0, -6), { bracketed: true, fullScreen: true })).toBeNull();
});

it('leaves nothing in a bracketed paste that could close the brackets', () => {
  expect(withoutEscapes('ls\u001B[201~; rm -rf x\n')).toBe('ls\u241B[201~; rm -rf x\n');
});
