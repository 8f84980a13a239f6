import { Button } from '@mantine/core';
import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { useId, type ReactNode } from 'react';
import { ControlRow } from './control-row.tsx';
import type { KernelCommand } from './kernel-commands.ts';
import { readLine } from './read-line.ts';
import type { Sender } from './use-send.ts';

export interface CommandRowsProps {
  commands: readonly KernelCommand[];
  abilities: MconsoleAbilities;
  paused: boolean;
  sender: Sender;
}

/** Commands that are sent as they are, one below the other. */
export function CommandRows({ commands, abilities, paused, sender }: CommandRowsProps): ReactNode {
  return commands.map((command) => (
    <CommandRow
      key={command.line}
      command={command}
      blocked={readLine(command.line, abilities).blocked}
      disabled={command.only !== undefined && (command.only === 'paused') !== paused}
      sender={sender}
    />
  ));
}

interface CommandRowProps {
  command: KernelCommand;
  /** Why this kernel must not be sent it. */
  blocked: string | null;
  disabled: boolean;
  sender: Sender;
}

function CommandRow({ command, blocked, disabled, sender }: CommandRowProps): ReactNode {
  const { line, title, effect, button, label, danger } = command;
  const id = useId();
  return (
    <ControlRow title={title} command={line} effect={effect} blocked={blocked} blockedId={id}>
      <Button
        variant="default"
        {...(danger === true && blocked === null ? { c: 'var(--u-bad)' } : {})}
        aria-label={label}
        // Not `disabled`: whoever comes by keyboard must reach the reason.
        {...(blocked === null
          ? {}
          : { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': id })}
        loading={sender.pending.has(line)}
        disabled={disabled}
        onClick={() => {
          if (blocked === null) sender.send(line);
        }}
      >
        {button}
      </Button>
    </ControlRow>
  );
}
