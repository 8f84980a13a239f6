import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import classes from '../console.module.css';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { useConsoleSnapshot } from '../terminal/use-terminal-session.ts';

interface RowKey {
  label: string;
  /** What a screen reader says, when the label is a sign. */
  name?: string;
  data: string | ((applicationCursor: boolean) => string);
}

const arrow =
  (letter: string) =>
  (applicationCursor: boolean): string =>
    `\u001B${applicationCursor ? 'O' : '['}${letter}`;

const KEYS: readonly RowKey[] = [
  { label: 'Esc', data: '\u001B' },
  { label: 'Tab', data: '\t' },
  { label: '←', name: 'Left', data: arrow('D') },
  { label: '↑', name: 'Up', data: arrow('A') },
  { label: '↓', name: 'Down', data: arrow('B') },
  { label: '→', name: 'Right', data: arrow('C') },
  { label: '|', name: 'Pipe', data: '|' },
  { label: '/', name: 'Slash', data: '/' },
  { label: '-', name: 'Minus', data: '-' },
];

/** The keys that an on-screen keyboard lacks; shown on touch screens. Ctrl holds until the next key. */
export function KeyRow({ session }: { session: TerminalSession }): ReactNode {
  const ctrlHeld = useStore(session.view, (view) => view.ctrlHeld);
  const { phase } = useConsoleSnapshot(session);
  const press = (data: RowKey['data']): void => {
    const { applicationCursorKeysMode } = session.terminal.modes;
    session.input.press(typeof data === 'string' ? data : data(applicationCursorKeysMode));
    session.terminal.focus();
  };
  if (phase.kind !== 'live') return null;
  const [escape, ...others] = KEYS.map(({ label, name, data }) => (
    <Key key={label} label={label} name={name ?? label} onPress={() => press(data)} />
  ));
  return (
    <div className={classes['keys']} role="toolbar" aria-label="Keys">
      {escape}
      <Key label="Ctrl" name="Ctrl" pressed={ctrlHeld} onPress={() => session.input.holdCtrl(!ctrlHeld)} />
      {others}
    </div>
  );
}

interface KeyProps {
  label: string;
  name: string;
  pressed?: boolean;
  onPress: () => void;
}

function Key({ label, name, pressed, onPress }: KeyProps): ReactNode {
  return (
    <UnstyledButton
      className={classes['key'] ?? ''}
      aria-label={name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      // Keeps the keyboard up: the terminal must not lose the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {label}
    </UnstyledButton>
  );
}
