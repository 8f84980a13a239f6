import { Button } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useNow } from '../../components/use-now.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import classes from './console.module.css';
import { refusalNotice } from './keyboard-notice.ts';
import { keyboardView } from './keyboard-state.ts';
import type { TerminalSession } from './terminal-session.ts';
import { useConsoleSnapshot } from './use-terminal-session.ts';

interface NoticeProps {
  session: TerminalSession;
  machine: Machine;
}

/** Why the console is not what one expects, and the one thing to do about it. Floats: the guest keeps its size. */
export function ConsoleNotice({ session, machine }: NoticeProps): ReactNode {
  const { phase, size, viewers, refusal } = useConsoleSnapshot(session);
  const following = useStore(session.view, (view) => view.following);
  const { run } = useMachineActions();

  if (phase.kind === 'failed') {
    return (
      <Notice tone="bad" action="Try again" onAction={() => session.connection.reconnect()}>
        {phase.error.message} {phase.error.hint}
      </Notice>
    );
  }
  if (phase.kind === 'reconnecting') {
    return (
      <Notice tone="warn" action="Try now" onAction={() => session.connection.reconnect()}>
        Connection lost. Trying again <Countdown to={phase.retryAt} />
      </Notice>
    );
  }
  if (refusal !== null && phase.kind === 'live') {
    const { text, action, act } = refusalNotice(refusal, session);
    return (
      <Notice tone="warn" action={action} onAction={act}>
        {text}
      </Notice>
    );
  }
  if (machine.state.phase === 'paused') {
    return (
      <Notice tone="warn" action="Resume" onAction={() => run('resume', machine)}>
        Paused: what you type waits until the machine goes on.
      </Notice>
    );
  }
  if (following && keyboardView(viewers).mayType && phase.kind === 'live' && size !== null) {
    return (
      <Notice tone="idle" action="Fit to this window" onAction={() => session.terminal.focus()}>
        Another window chose {size.cols} × {size.rows}.
      </Notice>
    );
  }
  return null;
}

interface NoticeTextProps {
  tone: 'idle' | 'warn' | 'bad';
  children: ReactNode;
  action: string;
  onAction: () => void;
}

function Notice({ tone, children, action, onAction }: NoticeTextProps): ReactNode {
  return (
    <div className={classes['notice']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span>{children}</span>
      <Button size="compact-xs" variant="default" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}

function Countdown({ to }: { to: number }): ReactNode {
  const seconds = Math.ceil((to - useNow()) / 1000);
  return <span aria-hidden>{seconds > 0 ? `in ${seconds} s.` : 'now.'}</span>;
}
