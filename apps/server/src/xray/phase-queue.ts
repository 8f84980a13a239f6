import type { MachineState, MconsoleQueue } from '@umlaut/contracts/model';

/** What the machine's phase alone tells of its kernel; null: the kernel has to be asked. Pure. */
export function phaseQueue(state: MachineState): MconsoleQueue | null {
  switch (state.phase) {
    case 'stopped':
      return { state: 'not-up', since: state.lastExit?.at ?? null, detail: 'The machine does not run' };
    case 'starting':
    case 'rebooting':
      return { state: 'not-up', since: state.since, detail: 'The kernel is not up yet' };
    case 'stopping':
      return { state: 'not-up', since: null, detail: 'The guest shuts down' };
    case 'paused':
      return { state: 'paused', since: state.pausedAt, detail: null };
    case 'running':
      return null;
  }
}
