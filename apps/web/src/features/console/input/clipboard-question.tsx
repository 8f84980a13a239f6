import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useSettings } from '../../../lib/settings-store.ts';
import classes from '../console.module.css';
import type { TerminalSession } from '../terminal/terminal-session.ts';

const PREVIEW_CHARACTERS = 60;

/** Asks whether a guest may put a text on the clipboard. */
export function ClipboardQuestion({ session }: { session: TerminalSession }): ReactNode {
  const text = useStore(session.view, (view) => view.clipboardQuestion);
  const change = useSettings((settings) => settings.change);
  if (text === null) return null;
  const shown = text.replaceAll(/\s+/g, ' ').slice(0, PREVIEW_CHARACTERS);
  const size = text.length === 1 ? '1 character' : `${text.length} characters`;
  return (
    <div className={`${classes['notice']} ${classes['question']}`} data-tone="warn" role="alert">
      <span>
        The guest wants to put {size} on your clipboard: <q>{shown}</q>
        {text.length > PREVIEW_CHARACTERS ? '…' : ''}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => session.clipboard.answer(true)}>
        Copy
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          change({ terminalClipboard: 'allow' });
          session.clipboard.answer(true);
        }}
      >
        Always
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => session.clipboard.answer(false)}>
        Refuse
      </Button>
    </div>
  );
}
