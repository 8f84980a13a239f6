import { Radio, Stack } from '@mantine/core';
import { machineRoot, type MachineRoot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';

const ROOTS: Readonly<Record<MachineRoot, { label: string; description: string }>> = {
  disk: {
    label: 'Copy-on-write disk',
    description: 'What the guest changes goes into a file of its own over the image.',
  },
  directory: {
    label: 'Directory on the host (hostfs)',
    description:
      'The image, of ext2, ext3 or ext4, is unpacked into a folder whose files you see on the host. There are no snapshots, and owners and device nodes are not kept.',
  },
};

export interface RootFieldProps {
  value: MachineRoot;
  error?: ReactNode;
  onChange: (root: MachineRoot) => void;
}

/** What a new machine boots from. */
export function RootField({ value, error, onChange }: RootFieldProps): ReactNode {
  return (
    <Radio.Group
      label="Root"
      value={value}
      error={error}
      onChange={(picked) => {
        onChange(machineRoot.parse(picked));
      }}
    >
      <Stack gap={10} mt={6}>
        {machineRoot.options.map((root) => (
          <Radio key={root} value={root} {...ROOTS[root]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
