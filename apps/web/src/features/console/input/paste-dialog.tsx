import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import classes from '../console.module.css';
import { isTooLong } from './paste-guard.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';

const PREVIEW_LINES = 12;

/** Bytes that a guest may take so long to read that it should be said. */
const SLOW_BYTES = 16_384;

/** Asks before several lines reach a shell that runs each at once, and refuses what a console cannot take. */
export function PasteDialog({ session }: { session: TerminalSession }): ReactNode {
  const question = useStore(session.view, (view) => view.pasteQuestion);
  const lines = question?.lines ?? [];
  const bytes = question?.bytes ?? 0;
  const tooLong = isTooLong({ bytes });
  const hidden = lines.length - PREVIEW_LINES;
  const close = (): void => session.input.answerPaste(null);
  return (
    <Modal
      opened={question !== null}
      onClose={close}
      title={tooLong ? 'Too long to paste' : `Paste ${lines.length} lines?`}
      returnFocus={false}
    >
      <Text size="sm">
        {tooLong
          ? 'A console takes 256 KiB at once, as slowly as its guest reads. Drop this onto the console as a file: it goes into the share folder.'
          : 'The shell in this console runs every line as soon as it arrives.'}
        {bytes > SLOW_BYTES && !tooLong ? ' A guest reads 1 to 6 KB a second; Ctrl-C ends it.' : ''}
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <pre className={classes['preview']} tabIndex={0} aria-label="What would be pasted">
        {lines.slice(0, PREVIEW_LINES).join('\n')}
        {hidden > 0 ? `\n… ${hidden} more` : ''}
      </pre>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        {tooLong ? null : (
          <>
            <Button variant="default" onClick={() => session.input.answerPaste(lines.join(' '))}>
              Paste as one line
            </Button>
            <Button data-autofocus onClick={() => session.input.answerPaste(question?.text ?? null)}>
              Paste {lines.length} lines
            </Button>
          </>
        )}
      </Group>
    </Modal>
  );
}
