import { describe, expect, it } from 'vitest';
import { stateFixture } from '../live/live.fixture.ts';
import { MACHINE_ACTIONS, canDo, machineActionsFor } from './action-definitions.ts';

const PHASES = ['stopped', 'starting', 'running', 'paused', 'stopping', 'rebooting'] as const;

describe('machineActionsFor', () => {
  it.each([
    ['stopped', 'start'],
    ['starting', 'shutdown'],
    ['running', 'shutdown'],
    ['paused', 'resume'],
    ['stopping', 'power-off'],
    ['rebooting', 'power-off'],
  ] as const)('offers for %s first of all to %s', (phase, action) => {
    expect(machineActionsFor(stateFixture(phase))[0]).toBe(action);
  });

  it('lets every state be edited and deleted', () => {
    for (const phase of PHASES) {
      expect(canDo(stateFixture(phase), 'edit')).toBe(true);
      expect(canDo(stateFixture(phase), 'delete')).toBe(true);
    }
  });

  it('always offers a way to end a machine that has a process', () => {
    for (const phase of PHASES.filter((one) => one !== 'stopped')) {
      expect(canDo(stateFixture(phase), 'power-off')).toBe(true);
    }
  });

  it('clones only what stands still, and starts only what is off', () => {
    expect(PHASES.filter((phase) => canDo(stateFixture(phase), 'clone'))).toEqual(['stopped']);
    expect(PHASES.filter((phase) => canDo(stateFixture(phase), 'start'))).toEqual(['stopped']);
  });

  it('marks exactly what loses something as dangerous', () => {
    const dangerous = Object.entries(MACHINE_ACTIONS).flatMap(([action, { danger }]) =>
      danger ? [action] : [],
    );
    expect(dangerous.toSorted()).toEqual(['delete', 'power-off']);
  });
});
