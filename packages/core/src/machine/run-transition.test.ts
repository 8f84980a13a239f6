import fc from 'fast-check';
import type { MachineExit } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { INITIAL_RUN, transition, type RunEffect, type RunEvent, type RunState } from './run-transition.ts';

const exit = (kind: MachineExit['kind']): MachineExit => ({
  kind,
  at: '2026-01-02T03:04:05.000Z',
  message: kind,
  code: 0,
  signal: null,
  rung: null,
  lastLines: [],
});

/** Runs events from the first launch and returns the last state with the effects of the last event. */
function after(...events: RunEvent[]): { state: RunState; effects: readonly RunEffect[] } {
  return events.reduce((step, event) => transition(step.state, event), INITIAL_RUN);
}

const UP: RunEvent = { type: 'kernel-up' };
const SHUTDOWN: RunEvent = { type: 'stop', goal: 'shutdown' };
const REBOOT: RunEvent = { type: 'stop', goal: 'reboot' };
const POWER_OFF: RunEvent = { type: 'stop', goal: 'power-off' };
const exited = (kind: MachineExit['kind']): RunEvent => ({ type: 'exited', exit: exit(kind) });

describe('a run', () => {
  it('is running once the kernel is up', () => {
    expect(after().state.phase).toBe('starting');
    expect(after(UP).state.phase).toBe('running');
  });

  it('ends when the guest halts', () => {
    expect(after(UP, exited('halted'))).toMatchObject({
      state: { phase: 'ended' },
      effects: [{ type: 'finish' }],
    });
  });

  it('is followed by another when the guest reboots', () => {
    expect(after(UP, exited('rebooted'))).toMatchObject({
      state: { phase: 'rebooting', runCount: 2, kernelUp: false },
      effects: [{ type: 'launch' }],
    });
    expect(after(UP, exited('rebooted'), UP).state.phase).toBe('running');
  });

  it('does not start again after a panic, even when a reboot was asked for', () => {
    expect(after(UP, REBOOT, exited('panicked')).state.phase).toBe('ended');
  });

  it('does not come back after a shutdown that the guest turned into a reboot', () => {
    expect(after(UP, REBOOT, SHUTDOWN, exited('halted')).effects).toEqual([{ type: 'finish' }]);
  });

  it('comes back when a reboot took force', () => {
    expect(after(UP, REBOOT, exited('killed')).effects).toEqual([{ type: 'launch' }]);
  });

  it('ignores everything once it ended', () => {
    expect(after(UP, exited('halted'), POWER_OFF).effects).toEqual([]);
  });
});

describe('the ladder', () => {
  it('climbs from cad to sigkill as rungs fail', () => {
    const failed = (rung: 'cad' | 'halt' | 'sigterm' | 'sigkill'): RunEvent => ({
      type: 'rung-failed',
      rung,
    });
    const rungs = [
      after(UP, SHUTDOWN),
      after(UP, SHUTDOWN, failed('cad')),
      after(UP, SHUTDOWN, failed('cad'), failed('halt')),
      after(UP, SHUTDOWN, failed('cad'), failed('halt'), failed('sigterm')),
      after(UP, SHUTDOWN, failed('cad'), failed('halt'), failed('sigterm'), failed('sigkill')),
    ].map(({ effects }) => effects[0]);
    expect(rungs).toEqual(
      ['cad', 'halt', 'sigterm', 'sigkill', 'sigkill'].map((rung) => ({
        type: 'try-rung',
        rung,
        resume: false,
      })),
    );
  });

  it('starts at SIGTERM while there is no kernel to talk to', () => {
    expect(after(SHUTDOWN).effects).toEqual([{ type: 'try-rung', rung: 'sigterm', resume: false }]);
  });

  it('resumes a paused guest before it asks it anything', () => {
    expect(after(UP, { type: 'paused' }, SHUTDOWN).effects).toEqual([
      { type: 'try-rung', rung: 'cad', resume: true },
    ]);
  });

  it('ignores the late failure of a rung that was left behind', () => {
    expect(after(UP, SHUTDOWN, POWER_OFF, { type: 'rung-failed', rung: 'cad' }).effects).toEqual([]);
  });

  it('is not begun twice', () => {
    expect(after(UP, SHUTDOWN, SHUTDOWN).effects).toEqual([]);
  });

  it('is cut short by a power-off', () => {
    expect(after(UP, SHUTDOWN, POWER_OFF)).toMatchObject({
      state: { goal: 'power-off', rung: 'sigkill' },
      effects: [{ type: 'try-rung', rung: 'sigkill' }],
    });
  });

  it('is not weakened by a later reboot', () => {
    expect(after(UP, SHUTDOWN, REBOOT).state).toMatchObject({ goal: 'shutdown', phase: 'stopping' });
  });
});

const anyEvent = fc.oneof(
  fc.constant(UP),
  fc.constantFrom<RunEvent>({ type: 'paused' }, { type: 'resumed' }, SHUTDOWN, REBOOT, POWER_OFF),
  fc
    .constantFrom('cad', 'halt', 'sigterm', 'sigkill')
    .map((rung): RunEvent => ({ type: 'rung-failed', rung })),
  fc.constantFrom('halted', 'rebooted', 'panicked', 'killed', 'failed-to-start', 'crashed').map(exited),
);

it('holds its invariants in every order of events', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      expect(brokenLaws(events)).toEqual([]);
    }),
  );
});

function brokenLaws(events: RunEvent[]): string[] {
  let { state } = INITIAL_RUN;
  let launches = 1;
  const broken: string[] = [];
  for (const event of events) {
    const step = transition(state, event);
    launches += step.effects.filter((effect) => effect.type === 'launch').length;
    state = step.state;
    const { phase, goal, rung } = state;
    const holds = {
      'every run was launched': state.runCount === launches,
      'a paused machine is not called running': !(state.paused && phase === 'running'),
      'stopping means that somebody wants it off':
        (phase === 'stopping') === (goal === 'shutdown' || goal === 'power-off'),
      'a goal has a rung': (rung === null) === (goal === null),
      'running means that the kernel is up': state.kernelUp || (phase !== 'running' && phase !== 'paused'),
      'an end has its exit': phase !== 'ended' || state.exit !== null,
    };
    for (const [law, holding] of Object.entries(holds)) {
      if (!holding) broken.push(`${law}: ${JSON.stringify(state)}`);
    }
  }
  return broken;
}
