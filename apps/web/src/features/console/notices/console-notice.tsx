import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useNow } from '../../../components/use-now.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { FloatingNotice } from './floating-notice.tsx';
import { refusalNotice } from './keyboard-notice.ts';
import { keyboardView } from '../connection/keyboard-state.ts';
import { SilenceNotice } from './silence-notice.tsx';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { useConsoleSnapshot } from '../terminal/use-terminal-session.ts';

interface NoticeProps {
  session: TerminalSession;
  machine: Machine;
}

/** Why the console is not what one expects, and the one thing to do about it. Floats: the guest keeps its size. */
export function ConsoleNotice({ session, machine }: NoticeProps): ReactNode {
  const { phase, size, viewers, refusal } = useConsoleSnapshot(session);
  const following = useStore(session.view, (view) => view.following);
  const silent = useStore(session.view, (view) => view.silent);
  const { run } = useMachineActions();

  if (phase.kind === 'failed') {
    return (
      <FloatingNotice tone="bad" action="Try again" onAction={() => session.connection.reconnect()}>
        {phase.error.message} {phase.error.hint}
      </FloatingNotice>
    );
  }
  if (phase.kind === 'reconnecting') {
    return (
      <FloatingNotice tone="warn" action="Try now" onAction={() => session.connection.reconnect()}>
        Connection lost. Trying again <Countdown to={phase.retryAt} />
      </FloatingNotice>
    );
  }
  if (refusal !== null && phase.kind === 'live') {
    const { text, action, act } = refusalNotice(refusal, session);
    return (
      <FloatingNotice tone="warn" action={action} onAction={act}>
        {text}
      </FloatingNotice>
    );
  }
  if (machine.state.phase === 'paused') {
    return (
      <FloatingNotice tone="warn" action="Resume" onAction={() => run('resume', machine)}>
        Paused: what you type waits until the machine goes on.
      </FloatingNotice>
    );
  }
  if (following && keyboardView(viewers).mayType && phase.kind === 'live' && size !== null) {
    return (
      <FloatingNotice tone="idle" action="Fit to this window" onAction={() => session.terminal.focus()}>
        Another window chose {size.cols} × {size.rows}.
      </FloatingNotice>
    );
  }
  return silent ? <SilenceNotice session={session} machine={machine} /> : null;
}

function Countdown({ to }: { to: number }): ReactNode {
  const seconds = Math.ceil((to - useNow()) / 1000);
  return <span aria-hidden>{seconds > 0 ? `in ${seconds} s.` : 'now.'}</span>;
}
