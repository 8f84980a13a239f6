import { Button, NumberInput, TextInput } from '@mantine/core';
import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Access } from './access.ts';
import { CommandRows } from './command-rows.tsx';
import { ControlSection } from './control-row.tsx';
import classes from './controls.module.css';
import { KERNEL_COMMANDS } from './kernel-commands.ts';
import { LosslessSwitch } from './lossless-switch.tsx';
import { TerminalNote } from './terminal-note.tsx';
import type { Sender } from './use-send.ts';

export interface KernelPanelProps {
  machine: Machine;
  abilities: MconsoleAbilities;
  access: Access;
  sender: Sender;
}

/** The commands that need no more than a click, a process number or a line of text. */
export function KernelPanel({ machine, abilities, access, sender }: KernelPanelProps): ReactNode {
  const paused = access === 'paused';
  const shared = { abilities, paused, sender };
  return (
    <>
      <ControlSection title="Ask">
        <CommandRows commands={KERNEL_COMMANDS.ask} {...shared} />
        <StackRow sender={sender} paused={paused} />
      </ControlSection>
      <ControlSection title="Freeze">
        <CommandRows commands={KERNEL_COMMANDS.freeze} {...shared} />
      </ControlSection>
      <ControlSection title="End">
        <CommandRows commands={KERNEL_COMMANDS.end} {...shared} />
      </ControlSection>
      <LogSection sender={sender} />
      <TerminalNote machine={machine} />
    </>
  );
}

function StackRow({ sender, paused }: { sender: Sender; paused: boolean }): ReactNode {
  const [pid, setPid] = useState<number | string>(1);
  const line = `stack ${pid}`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typeof pid === 'number') sender.send(line);
  };
  return (
    <form className={classes['rowForm']} onSubmit={submit}>
      <div className={classes['row']}>
        <div className={classes['rowText']}>
          <div className={classes['rowTitle']}>
            <span>Stack of a process</span>
            <code>{typeof pid === 'number' ? line : 'stack PID'}</code>
          </div>
          <p>Where in the kernel it is at this moment.</p>
        </div>
        <div className={classes['rowAction']}>
          <NumberInput
            size="xs"
            w={84}
            aria-label="Process number"
            min={1}
            max={2_147_483_647}
            allowDecimal={false}
            allowNegative={false}
            value={pid}
            onChange={setPid}
          />
          <Button
            type="submit"
            variant="default"
            loading={sender.pending.has(line)}
            disabled={typeof pid !== 'number'}
            aria-label="Show the stack"
          >
            Show
          </Button>
        </div>
      </div>
      <LosslessSwitch paused={paused} stuck={sender.stuck} />
    </form>
  );
}

function LogSection({ sender }: { sender: Sender }): ReactNode {
  const [text, setText] = useState('');
  const line = `log ${text.trim()}`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    sender.send(line);
    setText('');
  };
  return (
    <ControlSection
      title="Kernel log"
      aside={
        <code className={`u-truncate ${classes['tagline']}`}>{text.trim() === '' ? 'log TEXT' : line}</code>
      }
    >
      <form className={classes['inline']} onSubmit={submit}>
        <TextInput
          size="xs"
          flex={1}
          aria-label="Line for the guest's kernel log"
          placeholder="A line for the guest's kernel log"
          maxLength={500}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          Write
        </Button>
      </form>
      <p className={classes['hint']}>
        It appears on the console and in dmesg, as a warning: a mark to find a moment again.
      </p>
    </ControlSection>
  );
}
