import type { ExitKind, MachineState } from '@umlaut/contracts/model';

/** `good` runs, `warn` waits for a person, `busy` changes by itself, `idle` is off, `bad` went wrong. */
export type StatusTone = 'good' | 'warn' | 'busy' | 'idle' | 'bad';

export interface MachineStatus {
  tone: StatusTone;
  label: string;
}

const EXIT_STATUS: Readonly<Record<ExitKind, MachineStatus>> = {
  halted: { tone: 'idle', label: 'Stopped' },
  rebooted: { tone: 'idle', label: 'Stopped' },
  killed: { tone: 'idle', label: 'Powered off' },
  panicked: { tone: 'bad', label: 'Panicked' },
  'failed-to-start': { tone: 'bad', label: 'Failed to start' },
  crashed: { tone: 'bad', label: 'Crashed' },
};

/** How a machine's state is called and coloured, everywhere. */
export function machineStatus(state: MachineState): MachineStatus {
  switch (state.phase) {
    case 'stopped':
      return state.lastExit === null ? { tone: 'idle', label: 'Stopped' } : EXIT_STATUS[state.lastExit.kind];
    case 'starting':
      return { tone: 'busy', label: 'Starting' };
    case 'running':
      return { tone: 'good', label: 'Running' };
    case 'paused':
      return { tone: 'warn', label: 'Paused' };
    case 'stopping':
      return { tone: 'busy', label: 'Stopping' };
    case 'rebooting':
      return { tone: 'busy', label: 'Rebooting' };
  }
}
