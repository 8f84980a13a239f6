import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { nicDeviceOf, type Machine, type NicConfig } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { api } from '../../lib/api-client.ts';
import { NicForm, type NicDialogProps } from './nic-form.tsx';

/** Two columns: the kinds, and the options of one. */
const WIDTH = 860;

export function openAddNicDialog(machine: Machine): void {
  modals.open({
    title: `Add an interface to ${machine.name}`,
    size: WIDTH,
    children: <NicDialog machine={machine} nic={null} linkedTo={null} />,
  });
}

export function openChangeNicDialog(machine: Machine, nic: NicConfig, linkedTo: string | null): void {
  modals.open({
    title: `Change ${nicDeviceOf(nic)} of ${machine.name}`,
    size: WIDTH,
    children: <NicDialog machine={machine} nic={nic} linkedTo={linkedTo} />,
  });
}

function NicDialog(props: NicDialogProps): ReactNode {
  const { machine, nic } = props;
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['nic-types', machine.id, nic?.number ?? null],
    queryFn: async ({ signal }) => {
      const asked = nic === null ? { id: machine.id } : { id: machine.id, number: nic.number };
      return (await api.nics.types(asked, { signal })).items;
    },
    // The host may have changed since the dialog was open last.
    gcTime: 0,
    staleTime: 0,
  });
  const again = (): void => void refetch();
  if (isPending) return <TableSkeleton rows={5} label="Loading kinds of interface" />;
  if (data === undefined) {
    return <ErrorState title="The kinds of interface could not be loaded" error={error} onRetry={again} />;
  }
  return <NicForm {...props} types={data} isChecking={isFetching} onCheck={again} />;
}
