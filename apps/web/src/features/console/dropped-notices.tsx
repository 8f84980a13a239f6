import { Button, CloseButton, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../../lib/error-text.ts';
import { quoteCommand } from '../../lib/quote-command.ts';
import { guestPath } from '../../lib/share-address.ts';
import { useShareUploads, type ShareUpload } from '../../lib/share-upload-store.ts';
import consoleClasses from './console.module.css';
import classes from './dropped-notices.module.css';
import { FloatingNotice } from './notices/floating-notice.tsx';
import { keyboardView } from './connection/keyboard-state.ts';
import type { TerminalSession } from './terminal/terminal-session.ts';
import { useConsoleSnapshot } from './terminal/use-terminal-session.ts';

/** What became of the files that were dropped onto a console. */
export function DroppedNotices({ session, place }: { session: TerminalSession; place: string }): ReactNode {
  const uploads = useShareUploads((store) => store.uploads);
  const shown = uploads.filter((upload) => upload.place === place);
  if (shown.length === 0) return null;
  return (
    <div className={classes['stack']}>
      {shown.map((upload) => (
        <DroppedNotice key={upload.id} session={session} upload={upload} />
      ))}
    </div>
  );
}

function DroppedNotice({ session, upload }: { session: TerminalSession; upload: ShareUpload }): ReactNode {
  const dismiss = useShareUploads((store) => store.dismiss);
  const { phase: connection, viewers } = useConsoleSnapshot(session);
  const { id, label, phase, fraction, error } = upload;
  const end = (): void => {
    dismiss(id);
    session.terminal.focus();
  };
  if (error !== null) {
    return (
      <FloatingNotice tone="bad" action="Close" onAction={end}>
        {label}: {errorText(error)}
      </FloatingNotice>
    );
  }
  if (phase !== 'done') {
    return (
      <FloatingNotice tone="idle" action="Cancel" onAction={end}>
        {label}
        <Progress w={120} mt={4} aria-label={`Progress of ${label}`} value={fraction * 100} />
      </FloatingNotice>
    );
  }
  const path = guestPath(label);
  return (
    <output className={consoleClasses['notice']} data-tone="idle">
      <span>
        {label} is at {path} in the guest
      </span>
      <Button
        size="compact-xs"
        variant="default"
        disabled={connection.kind !== 'live' || !keyboardView(viewers).mayType}
        onClick={() => {
          session.input.press(`${quoteCommand([path])} `);
          end();
        }}
      >
        Type the path
      </Button>
      <CloseButton size="sm" aria-label={`Close the notice about ${label}`} onClick={end} />
    </output>
  );
}
