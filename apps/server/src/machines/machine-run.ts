import type { BootId, Isolation, MachineExit, MachineState } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import type { MonitorClient } from '@umlaut/core/monitor-client';

/**
 * A machine's run as the server sees it.
 * - `launching`: the monitor has been asked for and has not answered yet.
 * - `watched`: its monitor tells us everything.
 */
export type MachineRun =
  | {
      readonly kind: 'launching';
      readonly bootId: BootId;
      readonly since: string;
      readonly isolation: Isolation;
    }
  | {
      readonly kind: 'watched';
      readonly client: MonitorClient;
      readonly status: MonitorStatus;
      readonly isolation: Isolation;
    };

/** The state that everybody sees. No run is `stopped`, with the exit of the last one. */
export function toMachineState(run: MachineRun | null, lastExit: MachineExit | null): MachineState {
  if (run === null) return { phase: 'stopped', lastExit };
  if (run.kind === 'launching') return { phase: 'starting', bootId: run.bootId, since: run.since };
  const { status } = run;
  const { bootId } = status;
  const since = status.runningSince ?? status.startedAt;
  // A kernel that is up has a pid; should a monitor not know it, its own leads to it.
  const pid = status.umlPid ?? status.monitorPid;
  switch (status.phase) {
    case 'starting':
      return { phase: 'starting', bootId, since: status.startedAt };
    case 'running':
      return { phase: 'running', bootId, since, pid };
    case 'paused':
      return { phase: 'paused', bootId, since, pid, pausedAt: status.pausedAt ?? since };
    case 'stopping':
      return { phase: 'stopping', bootId, since, rung: status.rung ?? 'cad' };
    case 'rebooting':
      return { phase: 'rebooting', bootId, since };
    case 'ended':
      return { phase: 'stopped', lastExit: status.exit ?? lastExit };
  }
}
