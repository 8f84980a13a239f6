import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { openConfirmDialog } from '../../components/confirm-dialog.tsx';
import type { LineReading } from './read-line.ts';

interface Question {
  title: string;
  body: ReactNode;
  confirmLabel: string;
}

export interface LineConfirmOptions {
  line: string;
  reading: LineReading;
  machineName: string;
  onConfirm: () => Promise<unknown>;
}

const SKIPPED =
  'Nothing is asked and nothing is written: no sync, init is not told, programs get no chance to finish. What the guest has not yet written to its disks is lost, and its file systems will be checked or repaired at the next boot.';

/** Asks before a line that ends programs or the guest; says what it skips. */
export function openLineConfirm({ line, reading, machineName, onConfirm }: LineConfirmOptions): void {
  const { title, body, confirmLabel } = questionOf(reading, machineName);
  openConfirmDialog({
    title,
    body: (
      <>
        {body}
        <Text size="sm" c="dimmed" mt="sm">
          Sends <Code>{line}</Code>
        </Text>
      </>
    ),
    confirmLabel,
    danger: true,
    onConfirm,
  });
}

function questionOf({ command, key }: LineReading, name: string): Question {
  if (key !== null) {
    return {
      title: `${key.label}: ${name}?`,
      body: <Text size="sm">{key.effect}</Text>,
      confirmLabel: key.label,
    };
  }
  switch (command?.name) {
    case 'halt':
      return {
        title: `Halt ${name} without shutting it down?`,
        body: (
          <>
            <Text size="sm">The kernel ends at once. {SKIPPED}</Text>
            <Text size="sm" mt="xs">
              Shut down, above, does it in order.
            </Text>
          </>
        ),
        confirmLabel: 'Halt now',
      };
    case 'reboot':
      return {
        title: `Reboot ${name} without shutting it down?`,
        body: (
          <>
            <Text size="sm">The kernel restarts at once. {SKIPPED}</Text>
            <Text size="sm" mt="xs">
              Reboot in the machine's menu does it in order.
            </Text>
          </>
        ),
        confirmLabel: 'Reboot now',
      };
    case 'cad':
      return {
        title: `Press Ctrl-Alt-Del on ${name}?`,
        body: (
          <Text size="sm">
            init is asked to shut the guest down in order: services are stopped and disks are written. Where
            init does not listen, nothing happens.
          </Text>
        ),
        confirmLabel: 'Press Ctrl-Alt-Del',
      };
    case undefined:
    default:
      return {
        title: `Send this to ${name}?`,
        body: <Text size="sm">{command?.summary ?? 'It ends programs or the guest.'}</Text>,
        confirmLabel: 'Send',
      };
  }
}
