import { Select, type ComboboxItem } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatBytes } from '../../components/format-bytes.ts';
import { api } from '../../lib/api-client.ts';
import { groupConsoles, type ConsoleChoosing } from './console-choices.ts';
import classes from './history.module.css';

/** Chooses one of many consoles: those that put something out first, with how much. */
export function ConsoleSelect({ id, consoles, shown, onPick }: ConsoleChoosing): ReactNode {
  const { data, refetch } = useKeptConsoles(id);
  const bytesOf = (option: ComboboxItem): number =>
    data?.find((one) => one.console === option.value)?.bytes ?? 0;
  return (
    <Select
      size="xs"
      className={classes['select'] ?? ''}
      aria-label="Console"
      data={groupConsoles(consoles, data)}
      value={shown}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      nothingFoundMessage="No such console"
      // Mantine's scroll area is no part of the list, so that nothing says that the arrow keys scroll it.
      withScrollArea={false}
      classNames={{ options: classes['choices'] ?? '' }}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      renderOption={({ option, checked }) => (
        <span className={classes['choice']}>
          <span className={checked === true ? classes['chosen'] : ''}>{option.label}</span>
          {bytesOf(option) > 0 ? (
            <span className={classes['time']}>{formatBytes(bytesOf(option))}</span>
          ) : null}
        </span>
      )}
      onDropdownOpen={() => void refetch()}
      onChange={(value) => {
        const picked = consoles.find((name) => name === value);
        if (picked !== undefined) onPick(picked);
      }}
    />
  );
}

/** Without an answer the consoles stand in one list: that one cannot be had is no reason not to choose. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
function useKeptConsoles(id: MachineId) {
  return useQuery({
    queryKey: ['machine', id, 'kept-consoles'],
    queryFn: ({ signal }) => api.consoles.list({ id }, { signal }),
    select: ({ items }) => items,
  });
}
