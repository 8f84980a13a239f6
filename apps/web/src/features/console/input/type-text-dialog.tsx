import { Textarea } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState, type ReactNode } from 'react';
import { DialogFooter } from '../../../components/dialog-footer.tsx';
import { SettingChoice } from '../appearance/setting-choice.tsx';
import type { TerminalSession } from '../terminal/terminal-session.ts';

const SPEEDS = [
  { value: '10', label: '10 a second' },
  { value: '50', label: '50' },
  { value: '200', label: '200' },
] as const;
type Speed = (typeof SPEEDS)[number]['value'];

export function openTypeTextDialog(session: TerminalSession): void {
  const id = modals.open({
    title: 'Type a text into the guest',
    children: <TypeTextDialog session={session} onDone={() => modals.close(id)} />,
  });
}

/** For guests that drop what is pasted: character by character, at a speed that they can take. */
function TypeTextDialog({ session, onDone }: { session: TerminalSession; onDone: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [speed, setSpeed] = useState<Speed>('50');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        session.input.typeSlowly(text, Number(speed));
        onDone();
        session.terminal.focus();
      }}
    >
      <Textarea
        data-autofocus
        label="Text"
        description="Typed key by key; each line end is Enter"
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb="md"
      />
      <SettingChoice label="Characters" value={speed} onChange={setSpeed} data={SPEEDS} />
      <DialogFooter submitLabel="Type it" pending={false} disabled={text === ''} />
    </form>
  );
}
