import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { machineStatus } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';

/** A machine's state; how it ended, or how far its shutdown is, on hover. */
export function StateCell({ machine: { state } }: { machine: Machine }): ReactNode {
  const { tone, label } = machineStatus(state);
  return (
    <span title={explain(state)}>
      <StatusBadge tone={tone} label={label} />
    </span>
  );
}

function explain(state: Machine['state']): string | undefined {
  if (state.phase === 'stopped') return state.lastExit?.message;
  if (state.phase === 'stopping') return `Shutting down: ${state.rung}`;
  return undefined;
}
