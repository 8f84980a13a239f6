import { ActionIcon, Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { IconX } from '../../../components/icons.ts';
import classes from './wall.module.css';

export interface WallBarProps {
  count: number;
  /** @returns how many did not get it */
  onType: (text: string) => number;
  onOpen: () => void;
  onClear: () => void;
}

/** What can be done with the chosen consoles: type a line into all of them, or open them. */
export function WallBar({ count, onType, onOpen, onClear }: WallBarProps): ReactNode {
  const [text, setText] = useState('');
  const type = (typed: string): void => {
    const missed = onType(typed);
    if (missed === 0) return;
    notifications.show({
      title: missed === 1 ? '1 console did not get it' : `${missed} consoles did not get it`,
      message:
        'They are not live (their machine is stopped, or the connection is lost), or somebody else has the keyboard.',
      color: 'yellow',
    });
  };
  const label = `Type a line into ${count === 1 ? '1 console' : `${count} consoles`}`;
  return (
    <form
      className={classes['bar']}
      aria-label="Chosen consoles"
      onSubmit={(event) => {
        event.preventDefault();
        type(`${text}\r`);
        setText('');
      }}
    >
      <TextInput
        className={classes['line'] ?? ''}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">Send</Button>
      <Button variant="default" onClick={() => type('\u0003')}>
        Ctrl C
      </Button>
      <Button variant="default" onClick={onOpen}>
        Open
      </Button>
      <ActionIcon aria-label="Choose none" onClick={onClear}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </form>
  );
}
