import { Button, Group } from '@mantine/core';
import type { DiskIntegrity } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Notice } from '../components/notice.tsx';
import { openDiskActDialog } from './disk-act-dialog.tsx';
import type { DiskActTarget } from './disk-act-target.ts';
import { ACT_TEXTS, explainIntegrity, remediesOf } from './disk-act-text.ts';

export interface DiskRemediesProps {
  integrity: DiskIntegrity;
  /** With figures. */
  problem: string | null;
  target: DiskActTarget;
}

/** Why a disk cannot be used, and what mends it. */
export function DiskRemedies({ integrity, problem, target }: DiskRemediesProps): ReactNode {
  const explanation = explainIntegrity(integrity);
  if (explanation === null) return null;
  return (
    <Notice tone="bad" title={problem ?? 'The disk cannot be used'}>
      {explanation}
      <Group gap="xs" mt="xs">
        {remediesOf(integrity).map((act) => (
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
