import { UmlautError } from '@umlaut/contracts/errors';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import type { MonitorClient } from '@umlaut/core/monitor-client';
import type { MachineEntry } from '../machines/machine-registry.ts';

/** A guest that can be asked, as far as its monitor has told. */
export interface RunningKernel {
  client: MonitorClient;
  status: MonitorStatus;
}

/** @throws MACHINE_NOT_RUNNING, MACHINE_BUSY */
export function runningKernel({ run }: MachineEntry): RunningKernel {
  if (run === null) {
    throw new UmlautError('MACHINE_NOT_RUNNING', 'The machine is stopped: there is no kernel to ask.', {
      hint: 'Start it first.',
    });
  }
  if (run.kind === 'launching') {
    throw new UmlautError('MACHINE_BUSY', "The machine's kernel is not up yet.", {
      hint: 'Try again in a moment.',
    });
  }
  return { client: run.client, status: run.status };
}
