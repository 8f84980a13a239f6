import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../components/copy-button.tsx';
import { SizeInput } from '../components/size-input.tsx';
import classes from './enlarge-fields.module.css';

export interface EnlargeFieldsProps {
  device: string;
  /** MiB. */
  size: number | string;
  problem: string | undefined;
  onSize: (size: number | string) => void;
}

/** The size of a disk that is made larger, and what is left to do in the guest. */
export function EnlargeFields({ device, size, problem, onSize }: EnlargeFieldsProps): ReactNode {
  const command = `resize2fs /dev/${device}`;
  return (
    <>
      <SizeInput value={size} problem={problem} isFirst onChange={onSize} />
      <div>
        <Text size="sm" c="dimmed">
          The file system on it stays as large as it is until the guest makes it larger. An ext4 can be
          mounted meanwhile:
        </Text>
        <p className={classes['command']}>
          <code>{command}</code>
          <CopyButton value={command} label="Copy the command for the guest" />
        </p>
      </div>
    </>
  );
}
