import { Checkbox, Stack, TextInput } from '@mantine/core';
import { MAX_SERIAL_LENGTH, diskSerial, type DiskFlags } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { FLAGS, FLAG_TEXTS } from './disk-text.ts';

export interface FlagFieldsProps {
  flags: DiskFlags;
  serial: string;
  serialProblem: string | undefined;
  onFlags: (flags: DiskFlags) => void;
  onSerial: (serial: string) => void;
}

/** How UML opens the file of a disk, and what the guest may know the disk by. */
export function FlagFields({ flags, serial, serialProblem, onFlags, onSerial }: FlagFieldsProps): ReactNode {
  return (
    <Stack gap="sm">
      <TextInput
        label="Serial"
        description="Optional; the guest reads it in /sys/block/ubdX/serial."
        maxLength={MAX_SERIAL_LENGTH}
        autoComplete="off"
        spellCheck={false}
        value={serial}
        error={serialProblem}
        onChange={(event) => {
          onSerial(event.currentTarget.value);
        }}
      />
      {FLAGS.map((flag) => (
        <Checkbox
          key={flag}
          label={FLAG_TEXTS[flag].label}
          description={FLAG_TEXTS[flag].description}
          checked={flags[flag]}
          onChange={(event) => {
            onFlags({ ...flags, [flag]: event.currentTarget.checked });
          }}
        />
      ))}
    </Stack>
  );
}

/** Null for none. */
export function readSerial(text: string): { serial: string | null; problem: string | undefined } {
  if (text === '') return { serial: null, problem: undefined };
  const parsed = diskSerial.safeParse(text);
  if (parsed.success) return { serial: parsed.data, problem: undefined };
  return { serial: null, problem: parsed.error.issues[0]?.message ?? 'This cannot be used' };
}
