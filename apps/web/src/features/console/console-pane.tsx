import '@xterm/xterm/css/xterm.css';
import type { ConsoleName, Machine } from '@umlaut/contracts/model';
import { useEffect, useRef, type ReactNode } from 'react';
import { consoleLabel } from '../../components/console-label.ts';
import { useConnection } from '../../live/connection-store.ts';
import { ClipboardQuestion } from './input/clipboard-question.tsx';
import classes from './console.module.css';
import { ConsoleNotice } from './notices/console-notice.tsx';
import { EarlierNotice } from './notices/earlier-notice.tsx';
import { DroppedNotices } from './dropped-notices.tsx';
import dropClasses from './dropped-notices.module.css';
import { FindBar } from './find-bar.tsx';
import { PasteDialog } from './input/paste-dialog.tsx';
import type { TerminalSession } from './terminal/terminal-session.ts';
import { TypingNotice } from './input/typing-notice.tsx';
import { useBell } from './appearance/use-bell.ts';
import { useConsoleDrop } from './use-console-drop.ts';
import { useConsoleFocus } from './use-console-focus.ts';
import { useTerminalSession } from './terminal/use-terminal-session.ts';

export interface ConsolePaneProps {
  machine: Machine;
  name: ConsoleName;
  active: boolean;
  /** Nobody has asked for it yet: its terminal is made and not connected. */
  asleep?: boolean;
  finding: boolean;
  onFindingEnd: () => void;
  /** Tells the session while it lives, and null when it is over. */
  onSession: (name: ConsoleName, session: TerminalSession | null) => void;
}

/** One console: its terminal stays alive, connected and in size while another tab covers it. */
export function ConsolePane(props: ConsolePaneProps): ReactNode {
  const { machine, name, active, onSession } = props;
  const pane = useRef<HTMLDivElement>(null);
  const { place, session } = useTerminalSession(machine.id, name, props.asleep ?? false);
  const run = machine.state.phase === 'stopped' ? null : machine.state.bootId;
  const dropPlace = `${machine.id}/${name}`;
  const { over, handlers } = useConsoleDrop(machine.id, dropPlace);
  const label = `${consoleLabel(name)} console of ${machine.name}. Press Control Shift Period to leave it.`;

  useEffect(() => {
    onSession(name, session);
    return () => onSession(name, null);
  }, [name, session, onSession]);
  useEffect(() => session?.connection.setRun(run), [session, run]);
  useEffect(() => session?.terminal.textarea?.setAttribute('aria-label', label), [session, label]);
  useReconnectWithEvents(session);
  useEffect(
    () =>
      session?.view.subscribe(({ following }) => {
        if (pane.current !== null) pane.current.dataset['following'] = String(following);
      }),
    [session],
  );
  useBell(session, place);
  useConsoleFocus(session, { active, phase: machine.state.phase });

  return (
    <div ref={pane} className={classes['pane']} inert={!active} {...handlers}>
      <div ref={place} className={classes['terminal']} data-testid={`terminal-${name}`} />
      {session === null || !active ? null : (
        <>
          <ConsoleNotice session={session} machine={machine} />
          <EarlierNotice session={session} />
          {props.finding ? <FindBar session={session} onClose={props.onFindingEnd} /> : null}
          <PasteDialog session={session} />
          <ClipboardQuestion session={session} />
          <TypingNotice session={session} />
          <DroppedNotices session={session} place={dropPlace} />
          {over ? <div className={dropClasses['over']}>Drop to put it into the share folder</div> : null}
        </>
      )}
    </div>
  );
}

/** When the event stream comes back, so does the server: do not wait out the delay. */
function useReconnectWithEvents(session: TerminalSession | null): void {
  const online = useConnection(({ state }) => state.phase === 'online');
  useEffect(() => {
    if (online && session?.connection.snapshot.phase.kind === 'reconnecting') session.connection.reconnect();
  }, [online, session]);
}
