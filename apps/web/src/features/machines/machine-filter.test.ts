import { machineExit } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { machineFixture, stateFixture } from '../../live/live.fixture.ts';
import { countStates, matchText, stateFilterOf } from './machine-filter.ts';

const exit = (kind: string) =>
  machineExit.parse({
    kind,
    at: '2026-11-23T10:00:00.000Z',
    message: 'x',
    code: null,
    signal: null,
    rung: null,
    lastLines: [],
  });

describe('stateFilterOf', () => {
  it('puts what went wrong apart from what was stopped', () => {
    expect(stateFilterOf({ phase: 'stopped', lastExit: null })).toBe('stopped');
    expect(stateFilterOf({ phase: 'stopped', lastExit: exit('halted') })).toBe('stopped');
    expect(stateFilterOf({ phase: 'stopped', lastExit: exit('killed') })).toBe('stopped');
    for (const kind of ['panicked', 'crashed', 'failed-to-start']) {
      expect(stateFilterOf({ phase: 'stopped', lastExit: exit(kind) })).toBe('failed');
    }
  });

  it('takes phases that pass by together', () => {
    for (const phase of ['starting', 'stopping', 'rebooting'] as const) {
      expect(stateFilterOf(stateFixture(phase))).toBe('changing');
    }
  });
});

describe('matchText', () => {
  const machines = [machineFixture(1), machineFixture(2, { imageLabel: 'Debian 12' })];

  it('wants every word, wherever it stands', () => {
    expect(matchText(machines, 'debian MACHINE')).toEqual([machines[1]]);
    expect(matchText(machines, '6.1')).toEqual(machines);
    expect(matchText(machines, 'nothing')).toEqual([]);
  });

  it('gives the same list back for an empty filter', () => {
    expect(matchText(machines, '  ')).toBe(machines);
  });
});

describe('countStates', () => {
  it('counts every machine once', () => {
    const machines = [
      machineFixture(1, { state: stateFixture('running') }),
      machineFixture(2, { state: stateFixture('rebooting') }),
      machineFixture(3),
    ];
    expect(countStates(machines)).toEqual({ running: 1, paused: 0, changing: 1, stopped: 1, failed: 0 });
  });
});
