import type { MachinePhase } from '@umlaut/contracts/model';
import type { XraySnapshot } from './xray-state.ts';

/**
 * - `live`: what is shown is of this second. - `old`: it was seen at `at`, and `why` there is nothing newer.
 * - `none`: nothing was seen yet, and why. `connecting` is a matter of moments.
 */
export type Freshness =
  | { kind: 'live' }
  | { kind: 'connecting' }
  | { kind: 'old'; at: number; why: string }
  | { kind: 'none'; why: string };

/** How old what is shown is, and why. Pure. */
export function describeFreshness(snapshot: XraySnapshot, machinePhase: MachinePhase): Freshness {
  const { phase, look, sample } = snapshot;
  const why = silenceReason(snapshot, machinePhase);
  if (why === null) {
    const isLive = phase.kind === 'live' && look !== null && look.sample !== null;
    return { kind: isLive ? 'live' : 'connecting' };
  }
  return sample === null ? { kind: 'none', why } : { kind: 'old', at: Date.parse(sample.at), why };
}

/** Null when there is none: looks arrive, or will in a moment. */
function silenceReason({ phase, look }: XraySnapshot, machinePhase: MachinePhase): string | null {
  if (phase.kind === 'failed') return phase.error.message;
  if (phase.kind === 'away') return 'The server cannot be reached';
  switch (machinePhase) {
    case 'stopped':
      return 'The machine is stopped';
    case 'rebooting':
      return 'The machine reboots';
    case 'paused':
      return 'The guest is paused';
    case 'starting':
    case 'stopping':
    case 'running':
      break;
  }
  if (look === null || look.sample !== null) return null;
  switch (look.queue.state) {
    case 'answering':
      return machinePhase === 'stopping' ? 'The machine shuts down' : null;
    case 'paused':
      return 'The guest is paused';
    case 'not-up':
      return 'The kernel is not up yet';
    case 'stuck':
      return 'The work queue of the kernel is stuck';
    case 'silent':
      return 'The kernel does not answer';
  }
}
