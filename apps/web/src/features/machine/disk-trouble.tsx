import { useQuery } from '@tanstack/react-query';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { api } from '../../lib/api-client.ts';
import { DiskRemedies } from '../../machine-actions/disk-remedies.tsx';
import classes from './machine.module.css';

/** Which disks of a stopped machine keep it from starting, why, and what mends them. */
export function DiskTrouble({ machine: { id, name, version } }: { machine: Machine }): ReactNode {
  const { data, refetch } = useQuery({
    queryKey: ['machine', id, 'disks', 'trouble', version],
    queryFn: ({ signal }) => api.machines.disks({ id }, { signal }),
    select: ({ items }) => items.filter(({ integrity }) => integrity !== 'sound'),
    // Who writes to an image behind the server's back does so in another window.
    refetchOnWindowFocus: 'always',
    staleTime: 0,
    gcTime: 10_000,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <div className={classes['diskTrouble']}>
      {data.map((disk) => (
        <DiskRemedies
          key={disk.number}
          disk={disk}
          target={{
            machineId: id,
            machineName: name,
            number: disk.number,
            device: disk.device,
            sizeBytes: disk.sizeBytes,
            onDone: () => void refetch(),
          }}
        />
      ))}
    </div>
  );
}
