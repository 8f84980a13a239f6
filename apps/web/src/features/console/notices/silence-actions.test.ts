import { consoleCheck, consoleName } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { silenceActions } from './silence-actions.ts';

const [con0, con1] = [consoleName.parse('con0'), consoleName.parse('con1')];
const { state } = consoleCheck.shape;

it.each([
  ['well', []],
  ['starting', []],
  ['unread', ['reboot', 'look-inside']],
  ['stuck', ['ask-kernel', 'look-inside', 'power-off']],
  ['silent', ['kernel-log', 'power-off']],
  ['frozen', ['resume', 'power-off']],
  ['paused', ['resume']],
  ['stopped', ['start']],
  ['elsewhere', ['lines']],
] as const)('offers what helps one that is %s', (check, actions) => {
  expect(silenceActions(check, con1)).toEqual(actions);
});

it('does not lead the kernel log to itself', () => {
  expect(silenceActions('silent', con0)).toEqual(['power-off']);
});

it('looks inside only where the kernel still answers something', () => {
  const looking = state.options.filter((one) => silenceActions(one, con1).includes('look-inside'));
  expect(looking).toEqual(['unread', 'stuck']);
});
