import { expect, it } from 'vitest';
import { linesAtRisk } from './paste-guard.ts';

const shell = { bracketed: false, fullScreen: false };

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
