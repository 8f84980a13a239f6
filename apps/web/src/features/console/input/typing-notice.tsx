import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import classes from '../console.module.css';
import type { TerminalSession } from '../terminal/terminal-session.ts';

/** While a text is typed slowly: how far it is, and the way to stop it. */
export function TypingNotice({ session }: { session: TerminalSession }): ReactNode {
  const typing = useStore(session.view, (view) => view.typing);
  if (typing === null) return null;
  return (
    <div className={`${classes['notice']} ${classes['question']}`}>
      <span>
        Typing {typing.typed} of {typing.total}
      </span>
      <Progress w={120} aria-label="Typed so far" value={(typing.typed / typing.total) * 100} />
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          session.input.stopTyping();
          session.terminal.focus();
        }}
      >
        Stop
      </Button>
    </div>
  );
}
