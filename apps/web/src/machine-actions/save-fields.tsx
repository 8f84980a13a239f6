import { NumberInput, TextInput } from '@mantine/core';
import { MAX_DISK_MIB } from '@umlaut/contracts/model';
import { useEffect, useRef, type ReactNode } from 'react';

export interface SaveFieldsProps {
  label: string;
  /** MiB; empty for as large as the disk. */
  size: number | string;
  onLabel: (label: string) => void;
  onSize: (size: number | string) => void;
}

/** What an image that is made of a disk is called, and how large it is. */
export function SaveFields({ label, size, onLabel, onSize }: SaveFieldsProps): ReactNode {
  const nameInput = useRef<HTMLInputElement>(null);
  // It comes after the dialog, which looks for something to focus when it opens.
  useEffect(() => nameInput.current?.select(), []);
  return (
    <>
      <TextInput
        label="Name of the image"
        ref={nameInput}
        maxLength={100}
        value={label}
        error={label.trim() === '' ? 'Give it a name' : undefined}
        onChange={(event) => onLabel(event.currentTarget.value)}
      />
      <NumberInput
        label="Size of the image"
        description="Larger than the disk, if you like: the guest grows its file system then (resize2fs /dev/ubda for ext4)"
        placeholder="As large as the disk"
        suffix=" MiB"
        min={1}
        max={MAX_DISK_MIB}
        allowDecimal={false}
        allowNegative={false}
        value={size}
        onChange={onSize}
      />
    </>
  );
}
