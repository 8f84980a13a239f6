import { Group, NumberInput, UnstyledButton, type NumberInputProps } from '@mantine/core';
import { MAX_MEMORY_MIB, MIN_MEMORY_MIB } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatMiB } from '../components/format-bytes.ts';
import classes from './memory-input.module.css';

const PRESETS = [64, 128, 256, 512, 1024, 2048] as const;

export interface MemoryInputProps extends Omit<NumberInputProps, 'value' | 'onChange'> {
  value: number | string;
  onChange: (value: number | string) => void;
}

/** Memory in MiB: a number, and the usual sizes a click away. */
export function MemoryInput({ value, onChange, ...props }: MemoryInputProps): ReactNode {
  return (
    <div>
      <NumberInput
        label="Memory"
        suffix=" MiB"
        min={MIN_MEMORY_MIB}
        max={MAX_MEMORY_MIB}
        step={64}
        clampBehavior="none"
        allowDecimal={false}
        value={value}
        onChange={onChange}
        {...props}
      />
      <Group gap={4} mt={6}>
        {PRESETS.map((preset) => (
          <UnstyledButton
            key={preset}
            type="button"
            className={classes['preset']}
            aria-pressed={value === preset}
            onClick={() => {
              onChange(preset);
            }}
          >
            {formatMiB(preset)}
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
