import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { fromWireError, type WireError } from '@umlaut/contracts/errors';
import type { StorageAct } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../components/loading.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Notice } from '../components/notice.tsx';
import { api } from '../lib/api-client.ts';
import { errorText } from '../lib/error-text.ts';
import { DiskActForm } from './disk-act-form.tsx';
import type { DiskActTarget } from './disk-act-target.ts';
import { actQuestion } from './disk-act-text.ts';

/** Says what an act does to whom, by the server's word, and does it when a person agrees. */
export function openDiskActDialog(act: StorageAct, target: DiskActTarget): void {
  modals.open({
    title: actQuestion(act, `${target.device} of ${target.machineName}`),
    children: <DiskActDialog act={act} target={target} />,
  });
}

function DiskActDialog({ act, target }: { act: StorageAct; target: DiskActTarget }): ReactNode {
  const disk = { id: target.machineId, number: target.number };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['storage', 'consequences', disk, act],
    queryFn: ({ signal }) => api.storage.consequences({ ...disk, act }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  if (isPending) return <Loading height={120} />;
  if (error !== null) {
    return <ErrorState title="What it would do is not known" error={error} onRetry={() => void refetch()} />;
  }
  if (data.refusal !== null) return <Refused refusal={data.refusal} />;
  return <DiskActForm act={act} target={target} data={data} />;
}

/** Why it cannot be done, and nothing to press that would do it. */
function Refused({ refusal }: { refusal: WireError }): ReactNode {
  return (
    <>
      <Notice tone="warn" title="Not possible now">
        {errorText(fromWireError(refusal))}
      </Notice>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" size="sm" onClick={() => modals.closeAll()}>
          Close
        </Button>
      </Group>
    </>
  );
}
