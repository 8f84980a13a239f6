import { expect, it } from 'vitest';
import { consoleCommand, withControl } from './terminal-keys.ts';
import type { KeyPress } from './terminal-keys.ts';

function press(keys: string): KeyPress {
  const parts = keys.split(' ');
  const key = parts.at(-1) ?? '';
  return {
    key,
    code: key === '>' || key === '.' ? 'Period' : '',
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Cmd'),
  };
}

it.each([
  ['Ctrl f', 'find'],
  ['Ctrl Shift F', 'find'],
  ['Cmd f', 'find'],
  ['Ctrl Shift C', 'copy'],
  ['Ctrl Shift V', 'browser'],
  ['Ctrl Shift >', 'leave'],
  ['Ctrl Shift Home', 'top'],
  ['Ctrl Shift End', 'bottom'],
  ['Ctrl +', 'larger'],
  ['Ctrl =', 'larger'],
  ['Cmd -', 'smaller'],
  ['Ctrl 0', 'standard-size'],
])('%s means %s', (keys, command) => {
  expect(consoleCommand(press(keys), { fullScreen: false, panes: false })).toBe(command);
});

it.each(['Ctrl c', 'Ctrl v', 'Ctrl k', 'Ctrl r', 'Tab', 'Escape', 'Alt f', 'Ctrl Alt f', '-', 'f'])(
  '%s belongs to the guest',
  (keys) => {
    expect(consoleCommand(press(keys), { fullScreen: false, panes: false })).toBeNull();
  },
);

it('leaves Ctrl-F to a full-screen program, which pages with it', () => {
  expect(consoleCommand(press('Ctrl f'), { fullScreen: true, panes: false })).toBeNull();
  expect(consoleCommand(press('Ctrl Shift F'), { fullScreen: true, panes: false })).toBe('find');
});

it.each([
  ['c', '\u0003'],
  ['C', '\u0003'],
  ['[', '\u001B'],
  ['@', '\u0000'],
  ['_', '\u001F'],
  ['?', '\u007F'],
  ['é', 'é'],
  ['\u001B[A', '\u001B[A'],
  ['1', '1'],
])('Ctrl with %j gives %j', (data, control) => {
  expect(withControl(data)).toBe(control);
});

it('goes between panes only where there are others', () => {
  expect(consoleCommand(press('Ctrl Shift ArrowLeft'), { fullScreen: false, panes: true })).toBe('left');
  expect(consoleCommand(press('Ctrl Shift ArrowLeft'), { fullScreen: false, panes: false })).toBeNull();
  expect(consoleCommand(press('Ctrl ArrowLeft'), { fullScreen: false, panes: true })).toBeNull();
});
