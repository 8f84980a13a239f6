import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { kernelName } from '../components/kernel-name.ts';
import { kernelsQuery } from '../live/live-queries.ts';

/** Chooses among the kernels of this host. */
export function KernelSelect(props: Omit<SelectProps, 'data'>): ReactNode {
  const { data, isPending } = useQuery(kernelsQuery);
  const items = data?.items ?? [];
  return (
    <Select
      label="Kernel"
      allowDeselect={false}
      nothingFoundMessage="No kernel yet"
      placeholder={isPending ? 'Loading' : 'No kernel yet'}
      {...props}
      data={items.map((kernel) => ({
        value: kernel.id,
        label: kernel.isDefault ? `${kernelName(kernel)} (default)` : kernelName(kernel),
        disabled: kernel.problem !== null,
      }))}
    />
  );
}
