import type { MachinePhase } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { describeHostAbsence } from './describe-host-absence.ts';
import type { SocketPhase } from '../../live/reconnecting-socket.ts';
import { NOTHING_SEEN } from './xray-state.ts';
import { xrayFixture } from './xray.fixture.ts';

const absence = (phase: SocketPhase, machine: MachinePhase, look = NOTHING_SEEN.look): string => {
  return describeHostAbsence({ ...NOTHING_SEEN, phase, look }, machine);
};

it('says that it connects while nothing has come', () => {
  expect(absence({ kind: 'connecting' }, 'running')).toContain('Connecting');
  expect(absence({ kind: 'live' }, 'running')).toContain('Connecting');
  expect(absence({ kind: 'connecting' }, 'paused')).toContain('Connecting');
});

it('says that nothing runs only when it has looked', () => {
  const look = { ...xrayFixture(0), footprint: null };
  expect(absence({ kind: 'live' }, 'running', look)).toBe('Nothing of it runs on the host.');
  expect(absence({ kind: 'away', since: 0, retryAt: null }, 'running')).toBe(
    'Not known: The server cannot be reached.',
  );
  expect(absence({ kind: 'connecting' }, 'stopped')).toBe('Nothing of it runs on the host.');
});
