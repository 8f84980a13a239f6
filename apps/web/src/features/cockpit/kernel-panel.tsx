import { Button, NumberInput, TextInput } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Access } from './access.ts';
import { ControlRow, ControlSection } from './control-row.tsx';
import classes from './controls.module.css';
import { LosslessSwitch } from './lossless-switch.tsx';
import { SendButton } from './send-button.tsx';
import { TerminalNote } from './terminal-note.tsx';
import type { Sender } from './use-send.ts';

export interface PanelProps {
  machine: Machine;
  access: Access;
  sender: Sender;
}

/** The commands that need no more than a click, a process number or a line of text. */
export function KernelPanel({ machine, access, sender }: PanelProps): ReactNode {
  const paused = access === 'paused';
  return (
    <>
      <ControlSection title="Ask">
        <ControlRow title="Version" command="version" effect="Host name, release and build of the kernel.">
          <SendButton line="version" sender={sender} label="Ask for the version">
            Ask
          </SendButton>
        </ControlRow>
        <ControlRow title="Help" command="help" effect="The kernel's own list of commands.">
          <SendButton line="help" sender={sender} label="Ask for help">
            Ask
          </SendButton>
        </ControlRow>
        <StackRow sender={sender} paused={paused} />
      </ControlSection>
      <ControlSection title="Freeze">
        <ControlRow
          title="Stop"
          command="stop"
          effect="Freezes the guest where it is: programs, timers, network and disks. Only its kernel answers, here."
        >
          <SendButton line="stop" sender={sender} disabled={paused} label="Stop the guest">
            Stop
          </SendButton>
        </ControlRow>
        <ControlRow
          title="Go"
          command="go"
          effect="Lets it run again. Its clock jumps ahead by the time that it stood still; timers that are due fire at once."
        >
          <SendButton line="go" sender={sender} disabled={!paused} label="Let the guest go on">
            Go
          </SendButton>
        </ControlRow>
      </ControlSection>
      <ControlSection title="End">
        <ControlRow
          title="Ctrl-Alt-Del"
          command="cad"
          effect="Asks init to shut down in order. Where init does not listen, nothing happens."
        >
          <SendButton line="cad" sender={sender} danger label="Press Ctrl-Alt-Del">
            Press
          </SendButton>
        </ControlRow>
        <ControlRow
          title="Halt"
          command="halt"
          effect="Ends the kernel at once. No sync, init is not asked: what is unwritten is lost."
        >
          <SendButton line="halt" sender={sender} danger label="Halt at once">
            Halt
          </SendButton>
        </ControlRow>
        <ControlRow
          title="Reboot"
          command="reboot"
          effect="Restarts the kernel at once. No sync, init is not asked: what is unwritten is lost."
        >
          <SendButton line="reboot" sender={sender} danger label="Reboot at once">
            Reboot
          </SendButton>
        </ControlRow>
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
    <form className={classes['form']} onSubmit={submit}>
      <div className={classes['row']}>
        <div className={classes['rowText']}>
          <div className={classes['rowTitle']}>
            <span>Stack of a process</span>
            <code>stack PID</code>
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
      <LosslessSwitch paused={paused} />
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
    <ControlSection title="Kernel log" aside={<code className={classes['tagline']}>log TEXT</code>}>
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
