import { Button, NumberInput, Slider } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GuestMemoryBalance, MachineId } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { formatMiB } from '../../components/format-bytes.ts';
import { IconCheck } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { api, orpc } from '../../lib/api-client.ts';
import { errorText } from '../../lib/error-text.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import classes from './controls.module.css';
import { MemoryBar } from './memory-bar.tsx';
import { memoryOutcome, memoryVerb } from './memory-text.ts';
import { memoryRequests } from './request-line.ts';
import { RequestPreview } from './request-preview.tsx';
import { exchangesKey } from './use-exchanges.ts';

export interface MemoryFormProps {
  machineId: MachineId;
  balance: GuestMemoryBalance;
}

/** Chooses how much is given back in all, and says afterwards what the host really gained. */
export function MemoryForm({ machineId, balance }: MemoryFormProps): ReactNode {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<number | null>(null);
  const apply = useMutation({
    mutationFn: async (takenMiB: number) => ({
      ...(await api.xray.setMemory({ id: machineId, takenMiB })),
      wantedMiB: takenMiB,
    }),
    onSuccess: ({ after }) => {
      client.setQueryData(orpc.xray.memory.queryKey({ input: { id: machineId } }), after);
      setWanted(null);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: exchangesKey(machineId) });
      void client.invalidateQueries({ queryKey: orpc.xray.memory.queryKey({ input: { id: machineId } }) });
    },
  });
  const { takenMiB, maxTakenMiB, limitReason } = balance;
  const limit = Math.max(maxTakenMiB, takenMiB);
  const chosen = Math.min(wanted ?? takenMiB, limit);
  const verb = memoryVerb(takenMiB, chosen);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (verb !== null) apply.mutate(chosen);
  };
  return (
    <form className={classes['form']} onSubmit={submit} aria-label="Give memory back to the host">
      <MemoryBar balance={balance} chosenMiB={chosen} />
      <div className={classes['slider']}>
        <Slider
          thumbLabel="Given back to the host, MiB"
          min={0}
          max={Math.max(1, limit)}
          disabled={limit === 0 || apply.isPending}
          value={chosen}
          onChange={setWanted}
          label={formatMiB}
          thumbProps={{ 'aria-valuetext': formatMiB(chosen) }}
        />
        <NumberInput
          size="xs"
          w={104}
          aria-label="Given back to the host"
          suffix=" MiB"
          min={0}
          max={limit}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          disabled={limit === 0 || apply.isPending}
          value={chosen}
          onChange={(value) => {
            setWanted(typeof value === 'number' ? value : 0);
          }}
        />
      </div>
      {limitReason === null ? null : <p className={classes['hint']}>{limitReason}</p>}
      {verb === null ? null : <RequestPreview line={memoryRequests(chosen - takenMiB)} />}
      <div className={classes['inline']}>
        <Button type="submit" size="sm" disabled={verb === null} loading={apply.isPending}>
          {verb ?? 'Give back to the host'}
        </Button>
        {takenMiB > 0 && chosen > 0 ? (
          <Button
            size="sm"
            variant="default"
            disabled={apply.isPending}
            onClick={() => {
              apply.mutate(0);
            }}
          >
            Return all
          </Button>
        ) : null}
      </div>
      {apply.isError ? <Notice tone="bad">{errorText(toUmlautError(apply.error))}</Notice> : null}
      <output className={classes['outcome']}>
        {apply.isSuccess ? (
          <>
            <IconCheck size={15} aria-hidden />
            <span>{memoryOutcome(apply.data)}</span>
          </>
        ) : null}
      </output>
    </form>
  );
}
