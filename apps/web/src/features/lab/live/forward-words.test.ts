import { forwardState, type ForwardStatus } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { closedWords, forwardWords } from './forward-words.ts';

const state = (status: ForwardStatus, problem: string | null = null) =>
  forwardState.parse({ protocol: 'tcp', hostPort: 8080, status, problem });

it('counts forwards that a person has to do something about, and not those that wait', () => {
  expect(closedWords([state('listening'), state('waiting'), state('starting'), state('unused')])).toBeNull();
  expect(closedWords([state('taken'), state('listening')])).toBe('1 forward closed');
  expect(closedWords([state('taken'), state('lost'), state('privileged')])).toBe('3 forwards closed');
});

it('does not call a forward good that nobody answers at', () => {
  expect(forwardWords(state('listening')).tone).toBe('good');
  expect(forwardWords(state('listening', '"web" is off: nobody answers.')).tone).toBe('warn');
});
