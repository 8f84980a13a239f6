import type { MachineExit } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { exitFacts, exitSentence, exitText } from './exit-text.ts';

const exit: MachineExit = {
  kind: 'halted',
  at: '2026-01-01T00:00:00Z',
  message: 'The guest powered off.',
  code: 0,
  signal: null,
  rung: null,
  lastLines: [],
};

it('says nothing more of an orderly end than that it was one', () => {
  expect(exitText(exit)).toEqual({ tone: 'idle', title: 'Shut down in order', advice: null });
  expect(exitFacts(exit)).toEqual([]);
});

it('does not say twice that the guest shut down', () => {
  expect(exitSentence(exit)).toBe('The guest powered off.');
  expect(exitSentence({ ...exit, message: 'Out of memory' })).toBe('Out of memory.');
  expect(exitSentence({ ...exit, rung: 'cad' })).toBeNull();
});

it('says which rung of the ladder worked', () => {
  expect(exitFacts({ ...exit, rung: 'cad' })).toEqual(['The guest shut itself down when it was asked.']);
  expect(exitFacts({ ...exit, rung: 'halt', code: 1 })).toEqual([
    'The guest did not answer; its kernel was halted.',
    'Exit status 1',
  ]);
});

it('does not call a halt at once an orderly end', () => {
  const halted: MachineExit = { ...exit, message: 'Halted by mconsole', abrupt: true };
  expect(exitText(halted)).toMatchObject({ tone: 'warn', title: 'Halted at once' });
  expect(exitSentence(halted)).toBe('Halted by mconsole.');
});

it('does not blame the guest for a power-off', () => {
  const killed = { ...exit, kind: 'killed', rung: 'sigkill', code: null, signal: 'SIGKILL' } as const;
  expect(exitText(killed)).toMatchObject({ tone: 'idle', title: 'Was powered off' });
  expect(exitSentence(killed)).toBeNull();
  expect(exitFacts(killed)).toEqual(['Signal SIGKILL']);
  expect(exitText({ ...killed, rung: null }).title).toBe('Was ended from outside');
});

it.each(['panicked', 'failed-to-start', 'crashed'] as const)('tells what to do when a machine %s', (kind) => {
  const { tone, advice } = exitText({ kind, rung: null });
  expect(tone).toBe('bad');
  expect(advice).toMatch(/\.$/);
});

it('sends who looks for the cause of a start that failed to the interfaces as well', () => {
  expect(exitText({ ...exit, kind: 'failed-to-start' }).advice).toContain('network');
});
