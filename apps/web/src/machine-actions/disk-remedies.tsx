import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MachineDisk } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Notice } from '../components/notice.tsx';
import { withLocalTimes } from '../components/with-local-times.ts';
import { api } from '../lib/api-client.ts';
import { openDiskActDialog } from './disk-act-dialog.tsx';
import type { DiskActTarget } from './disk-act-target.ts';
import { ACT_TEXTS, INTEGRITY_TEXTS, explainIntegrity, remediesOf } from './disk-act-text.ts';

export interface DiskRemediesProps {
  disk: Pick<MachineDisk, 'integrity' | 'problem' | 'backingImageId' | 'device'>;
  target: DiskActTarget;
}

/** Why a disk cannot be used, and what mends it. */
export function DiskRemedies({ disk, target }: DiskRemediesProps): ReactNode {
  const { integrity, problem, device } = disk;
  const hasOther = useHasOtherImage(disk, target);
  const explanation = explainIntegrity(integrity);
  if (explanation === null) return null;
  return (
    <Notice tone="bad" title={`/dev/${device}: ${INTEGRITY_TEXTS[integrity].label.toLowerCase()}`}>
      {explanation}
      {problem === null ? null : (
        <Text size="xs" mt={4} className="u-num">
          {withLocalTimes(problem)}
        </Text>
      )}
      <Group gap="xs" mt="sm" mb={2}>
        {remediesOf(integrity, hasOther).map((act) => (
          <Button
            key={act}
            size="xs"
            variant="default"
            onClick={() => {
              openDiskActDialog(act, target);
            }}
          >
            {ACT_TEXTS[act].label}
          </Button>
        ))}
      </Group>
    </Notice>
  );
}

/** Whether the library has the old content under another name. */
function useHasOtherImage(
  { integrity, backingImageId }: DiskRemediesProps['disk'],
  { machineId: id, number }: DiskActTarget,
): boolean {
  const { data = false } = useQuery({
    queryKey: ['storage', 'consequences', { id, number }, 'repoint', 'others', backingImageId],
    queryFn: ({ signal }) => api.storage.consequences({ id, number, act: 'repoint' }, { signal }),
    select: ({ refusal, candidates }) =>
      refusal === null && candidates.some((image) => image.id !== backingImageId),
    enabled: integrity === 'backing-changed' || integrity === 'backing-resized',
    staleTime: 0,
    gcTime: 10_000,
  });
  return data;
}
