import { machineState } from '@umlaut/contracts/model';
import { UmlautError } from '@umlaut/contracts/errors';
import { expect, it } from 'vitest';
import type { ConsolePhase, ConsoleSnapshot } from './connection/console-state.ts';
import { consoleStatus } from './console-status.ts';

const run = { bootId: 'b-aaaaaaaaaaaaaaaa', since: '2026-01-01T00:00:00Z' };
const running = machineState.parse({ phase: 'running', ...run, pid: 1 });
const paused = machineState.parse({ phase: 'paused', ...run, pid: 1, pausedAt: run.since });
const fresh = machineState.parse({ phase: 'stopped', lastExit: null });

function snapshot(phase: ConsolePhase, replaying = false): ConsoleSnapshot {
  return {
    phase,
    replaying,
    outputInRun: false,
    size: null,
    primary: false,
    viewers: null,
    refusal: null,
    hasEarlier: false,
  };
}

it.each([
  { what: snapshot({ kind: 'connecting' }), machine: running, label: 'Connecting' },
  { what: snapshot({ kind: 'live' }, true), machine: running, label: 'Catching up' },
  { what: snapshot({ kind: 'live' }), machine: running, label: 'Live' },
  { what: snapshot({ kind: 'live' }), machine: paused, label: 'Paused' },
  { what: snapshot({ kind: 'history' }), machine: running, label: 'Waiting' },
  { what: snapshot({ kind: 'history' }), machine: fresh, label: 'Empty' },
  {
    what: snapshot({ kind: 'reconnecting', attempt: 1, retryAt: 0 }),
    machine: running,
    label: 'Reconnecting',
  },
  {
    what: snapshot({ kind: 'failed', error: new UmlautError('CONSOLE_NOT_FOUND', '') }),
    machine: running,
    label: 'Not connected',
  },
])('calls it $label', ({ what, machine, label }) => {
  expect(consoleStatus(what, machine).label).toBe(label);
});
