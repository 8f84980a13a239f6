import type { MachineExit, StopRung } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import type { StopGoal } from './exit-classification.ts';
import { firstRung, nextRung } from './stop-ladder.ts';

export type RunPhase = MonitorStatus['phase'];

/** Where a monitor stands with its machine, over all runs. */
export interface RunState {
  readonly phase: RunPhase;
  /** The SOCKET notification of this run came: mconsole answers. */
  readonly kernelUp: boolean;
  /** mconsole `stop` is in force. */
  readonly paused: boolean;
  readonly goal: StopGoal | null;
  readonly rung: StopRung | null;
  /** Runs begun so far. */
  readonly runCount: number;
  /** How the latest ended run ended. */
  readonly exit: MachineExit | null;
}

export type RunEvent =
  | { type: 'kernel-up' }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'stop'; goal: StopGoal }
  /** The budget of this rung is used up, or it could not be tried at all. */
  | { type: 'rung-failed'; rung: StopRung }
  | { type: 'exited'; exit: MachineExit };

export type RunEffect =
  | { type: 'launch' }
  /** Try a rung; when `resume` is set the guest is paused and must go on first to hear it. */
  | { type: 'try-rung'; rung: StopRung; resume: boolean }
  | { type: 'finish' };

export interface Step {
  state: RunState;
  effects: readonly RunEffect[];
}

export const INITIAL_RUN: Step = {
  state: {
    phase: 'starting',
    kernelUp: false,
    paused: false,
    goal: null,
    rung: null,
    runCount: 1,
    exit: null,
  },
  effects: [{ type: 'launch' }],
};

/** Pure: what an event makes of the state, and what is to be done about it. */
export function transition(state: RunState, event: RunEvent): Step {
  if (state.phase === 'ended') return { state, effects: [] };
  switch (event.type) {
    case 'kernel-up':
      return unchanged({ ...state, kernelUp: true, phase: startedPhase(state) });
    case 'paused':
      return unchanged(state.phase === 'running' ? { ...state, phase: 'paused', paused: true } : state);
    case 'resumed':
      return unchanged({
        ...state,
        paused: false,
        phase: state.phase === 'paused' ? 'running' : state.phase,
      });
    case 'stop':
      return stop(state, event.goal);
    case 'rung-failed':
      return event.rung === state.rung ? tryRung(state, nextRung(event.rung)) : unchanged(state);
    case 'exited':
      return ended(state, event.exit);
  }
}

/** With a goal the ladder is under way already, and the phase says so. */
function startedPhase({ phase, goal }: RunState): RunPhase {
  return goal === null && (phase === 'starting' || phase === 'rebooting') ? 'running' : phase;
}

function stop(state: RunState, goal: StopGoal): Step {
  const goalNow = strongerGoal(state.goal, goal);
  const phase = goalNow === 'reboot' ? 'rebooting' : 'stopping';
  const wanted: RunState = { ...state, goal: goalNow, phase };
  if (goal === 'power-off') return state.rung === 'sigkill' ? unchanged(wanted) : tryRung(wanted, 'sigkill');
  // A ladder under way goes on; only what follows its end may have changed.
  return state.rung === null ? tryRung(wanted, firstRung(state)) : unchanged(wanted);
}

function tryRung(state: RunState, rung: StopRung): Step {
  const resume = state.paused && (rung === 'cad' || rung === 'halt');
  return { state: { ...state, rung }, effects: [{ type: 'try-rung', rung, resume }] };
}

function ended(state: RunState, exit: MachineExit): Step {
  const over = exit.kind === 'failed-to-start' || exit.kind === 'panicked';
  const again = exit.kind === 'rebooted' || (state.goal === 'reboot' && !over);
  const base = { ...state, kernelUp: false, paused: false, goal: null, rung: null, exit };
  if (!again) return { state: { ...base, phase: 'ended' }, effects: [{ type: 'finish' }] };
  return {
    state: { ...base, phase: 'rebooting', runCount: state.runCount + 1 },
    effects: [{ type: 'launch' }],
  };
}

/** Once power is to be off, a weaker wish changes nothing. */
function strongerGoal(current: StopGoal | null, wanted: StopGoal): StopGoal {
  const order: readonly StopGoal[] = ['reboot', 'shutdown', 'power-off'];
  return current !== null && order.indexOf(current) > order.indexOf(wanted) ? current : wanted;
}

function unchanged(state: RunState): Step {
  return { state, effects: [] };
}
