import { Button, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconKeyboard, IconShare } from '../console-icons.ts';
import { keyboardView, type KeyboardView } from '../connection/keyboard-state.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { useConsoleSnapshot } from '../terminal/use-terminal-session.ts';
import { ViewerList } from './viewer-list.tsx';
import { ViewerNameForm } from './viewer-name-form.tsx';
import classes from './viewers.module.css';

export interface ViewersPanelProps {
  session: TerminalSession;
  /** Something was asked of the keyboard: one types next. */
  onAsked: () => void;
  onShare: () => void;
}

/** Who looks at a console, who types, and what one does about it. */
export function ViewersPanel({ session, onAsked, onShare }: ViewersPanelProps): ReactNode {
  const { viewers } = useConsoleSnapshot(session);
  const watching = useStore(session.view, (view) => view.watching);
  const keyboard = keyboardView(viewers);
  const ask: TerminalSession['connection']['askKeyboard'] = (message) => {
    session.connection.askKeyboard(message);
    onAsked();
  };
  return (
    <div className={classes['content']}>
      {viewers === null ? (
        <p className={classes['quiet']}>Who is there shows while the machine runs and the console is live.</p>
      ) : (
        <>
          <output className={classes['state']}>{keyboardText(keyboard)}</output>
          <ViewerList viewers={viewers} onGive={(to) => ask({ type: 'give', to })} />
          <KeyboardButton keyboard={keyboard} onAsk={(type) => ask({ type })} />
        </>
      )}
      <Switch
        size="xs"
        label="Only watch from here"
        checked={watching}
        onChange={(event) => session.watch(event.currentTarget.checked)}
      />
      <ViewerNameForm />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconShare size={14} aria-hidden />}
        onClick={onShare}
      >
        Share…
      </Button>
    </div>
  );
}

interface KeyboardButtonProps {
  keyboard: KeyboardView;
  onAsk: (type: 'take' | 'release') => void;
}

function KeyboardButton({ keyboard: { isMine, readOnly }, onAsk }: KeyboardButtonProps): ReactNode {
  if (readOnly) return null;
  return (
    <Button
      size="compact-sm"
      variant={isMine ? 'default' : 'filled'}
      leftSection={<IconKeyboard size={14} aria-hidden />}
      onClick={() => onAsk(isMine ? 'release' : 'take')}
    >
      {isMine ? 'Release the keyboard' : 'Take the keyboard'}
    </Button>
  );
}

function keyboardText({ isMine, holder }: KeyboardView): string {
  if (holder === null) return 'Everybody who may type does.';
  if (isMine) return 'You have the keyboard.';
  return holder.away
    ? `${holder.name} has the keyboard, and lost the connection.`
    : `${holder.name} has the keyboard.`;
}
