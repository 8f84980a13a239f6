import { useQuery } from '@tanstack/react-query';
import type { StorageDisk } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { machineStatus } from '../../components/machine-status.ts';
import { machinesQuery } from '../../live/live-queries.ts';

/** "running", "stopped": as the list of machines has it, which is fresher than the tree. */
export function MachineState({ disk }: { disk: Pick<StorageDisk, 'machineId' | 'isStopped'> }): ReactNode {
  const { data: state } = useQuery({
    ...machinesQuery,
    select: ({ items }) => items.find(({ id }) => id === disk.machineId)?.state,
  });
  if (state === undefined) return disk.isStopped ? 'stopped' : 'running';
  return machineStatus(state).label.toLowerCase();
}
