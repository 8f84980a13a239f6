import { Button, Checkbox, ScrollArea, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { consoleLabel } from '../../components/console-label.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { openable } from './openable.ts';
import classes from './workspace.module.css';

export interface AddConsolesProps {
  machines: readonly Machine[];
  /** Keys of those that are open already. */
  open: ReadonlySet<string>;
  /** How many more the workspace takes. */
  room: number;
  onOpen: (refs: ConsoleRef[]) => void;
}

export function openAddConsoles(props: AddConsolesProps): void {
  const id = modals.open({
    title: 'Open consoles',
    size: 'md',
    children: (
      <AddConsoles
        {...props}
        onOpen={(refs) => {
          modals.close(id);
          props.onOpen(refs);
        }}
      />
    ),
  });
}

/** Chooses among the consoles that are not open yet. */
function AddConsoles({ machines, open, room, onOpen }: AddConsolesProps): ReactNode {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, ConsoleRef>>(new Map());
  const shown = openable(machines, open, text);
  const refs = shown.flatMap((entry) => entry.refs);
  const toggle = (ref: ConsoleRef): void => {
    const next = new Map(chosen);
    if (!next.delete(consoleKey(ref))) next.set(consoleKey(ref), ref);
    setChosen(next);
  };
  const isFull = chosen.size > room;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const [only] = refs;
        if (chosen.size > 0 && !isFull) onOpen([...chosen.values()]);
        else if (chosen.size === 0 && refs.length === 1 && only !== undefined) onOpen([only]);
      }}
    >
      <TextInput
        data-autofocus
        aria-label="Filter consoles"
        placeholder="Machine or console"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah="50dvh" mt="sm" type="auto">
        {shown.length === 0 ? (
          <p className={classes['none']}>
            {machines.length === 0
              ? 'There is no machine yet.'
              : text === ''
                ? 'Every console is open already.'
                : 'No console that is not open yet has this name.'}
          </p>
        ) : (
          shown.map(({ machine, refs: own }) => (
            <fieldset key={machine.id} className={classes['choice']}>
              <legend>
                {machine.name} <StatusBadge {...machineStatus(machine.state)} />
              </legend>
              {own.map((ref) => (
                <Checkbox
                  key={ref.console}
                  size="xs"
                  label={consoleLabel(ref.console)}
                  checked={chosen.has(consoleKey(ref))}
                  onChange={() => toggle(ref)}
                />
              ))}
            </fieldset>
          ))
        )}
      </ScrollArea.Autosize>
      <div className={classes['footer']}>
        {refs.length > 1 ? (
          <Button
            variant="subtle"
            color="gray"
            mr="auto"
            onClick={() =>
              setChosen(new Map([...chosen, ...refs.map((ref) => [consoleKey(ref), ref] as const)]))
            }
          >
            Choose all shown
          </Button>
        ) : null}
        {isFull ? (
          <span role="alert" className={classes['full']}>
            {room === 0 ? 'The workspace is full.' : `There is room for ${room}.`}
          </span>
        ) : null}
        <Button type="submit" disabled={isFull || (chosen.size === 0 && refs.length !== 1)}>
          {chosen.size > 1 ? `Open ${chosen.size}` : 'Open'}
        </Button>
      </div>
    </form>
  );
}
