import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/problem-note.tsx';
import { api } from '../../lib/api-client.ts';

/** A line when a disk of a machine cannot be used; where it is mended. */
export function DiskTrouble({ machine: { id, version, state } }: { machine: Machine }): ReactNode {
  const { data } = useQuery({
    queryKey: ['machine', id, 'disks', 'trouble', version, state.phase],
    queryFn: ({ signal }) => api.machines.disks({ id }, { signal }),
    select: ({ items }) => items.filter(({ integrity }) => integrity !== 'sound'),
    staleTime: 0,
    gcTime: 10_000,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <ProblemNote>
      /dev/{data.map(({ device }) => device).join(', /dev/')} cannot be used.{' '}
      <Link to="/machines/$machineId" params={{ machineId: id }} search={{ tab: 'disks' }}>
        What is wrong and what helps
      </Link>
    </ProblemNote>
  );
}
