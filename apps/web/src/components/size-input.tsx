import { NumberInput } from '@mantine/core';
import { MAX_DISK_MIB, diskSizeMiB } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatMiB } from './format-bytes.ts';

export interface SizeInputProps {
  value: number | string;
  problem: string | undefined;
  /** It has the focus when its dialog opens. */
  isFirst?: boolean;
  onChange: (value: number | string) => void;
}

/** The size of a disk in MiB. */
export function SizeInput({ value, problem, isFirst, onChange }: SizeInputProps): ReactNode {
  const { size } = readSize(value);
  return (
    <NumberInput
      label="Size"
      suffix=" MiB"
      min={1}
      max={MAX_DISK_MIB}
      step={256}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      value={value}
      error={problem}
      description={size === null || size < 1024 ? undefined : formatMiB(size)}
      {...(isFirst === true ? { 'data-autofocus': true } : {})}
      onChange={onChange}
    />
  );
}

export function readSize(value: number | string): { size: number | null; problem: string | undefined } {
  const parsed = diskSizeMiB.safeParse(value === '' ? Number.NaN : Number(value));
  if (parsed.success) return { size: parsed.data, problem: undefined };
  return { size: null, problem: parsed.error.issues[0]?.message ?? 'This cannot be used' };
}
