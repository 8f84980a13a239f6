import { Anchor, Button, Group, Select, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { Machine, MconsoleAbilities, SysrqKey } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../../components/confirm-dialog.tsx';
import { api, orpc } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import classes from './sysrq-dialog.module.css';

const GROUPS: readonly { danger: SysrqKey['danger']; title: string }[] = [
  { danger: 'report', title: 'Only print' },
  { danger: 'changes', title: 'Alter the running guest' },
  { danger: 'destroys', title: 'End programs or the guest' },
];

/** Keys of Magic SysRq, which no terminal can send, for the guest of a console. */
export function openSysrqDialog(machine: Machine, onCockpit: () => void): void {
  const id = modals.open({
    title: `Magic SysRq to ${machine.name}`,
    children: (
      <SysrqDialog
        machine={machine}
        onCockpit={() => {
          modals.close(id);
          onCockpit();
        }}
      />
    ),
  });
}

function SysrqDialog({ machine, onCockpit }: { machine: Machine; onCockpit: () => void }): ReactNode {
  const { data, error } = useQuery(orpc.mconsole.abilities.queryOptions({ input: { id: machine.id } }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<{ text: string } | { failure: UmlautError } | null>(null);
  const key = data?.sysrq.find((one) => one.key === chosen);
  const send = async (letter: string): Promise<void> => {
    setPending(true);
    try {
      const { ok, text } = await api.mconsole.ask({ id: machine.id, line: `sysrq ${letter}` });
      setAnswer({ text: ok ? text.trimEnd() : `The kernel refuses: ${text}` });
    } catch (caught) {
      setAnswer({ failure: toUmlautError(caught) });
    }
    setPending(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (key !== undefined && key.blocked === null) void send(key.key);
      }}
    >
      <Select
        data-autofocus
        label="Key"
        description="Its kernel gets it through mconsole, even when nothing else in the guest answers"
        searchable
        nothingFoundMessage="No such key"
        placeholder={data === undefined ? 'Asking which there are…' : 'A letter, or what it does'}
        data={data === undefined ? [] : grouped(data)}
        value={chosen}
        error={key?.blocked ?? (error === null ? null : toUmlautError(error).message)}
        onChange={(value) => {
          setChosen(value);
          setAnswer(null);
        }}
      />
      <Text size="sm" mt="sm" className={classes['effect'] ?? ''} aria-live="polite">
        {key?.effect ?? ''}
      </Text>
      {answer === null ? null : 'failure' in answer ? (
        <ErrorAlert error={answer.failure} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
        <pre className={classes['answer']} tabIndex={0} aria-label="Answer of the kernel">
          {answer.text === '' ? 'Sent. What it prints is on the console of the kernel.' : answer.text}
        </pre>
      )}
      <Group justify="space-between" mt="lg">
        <Anchor component="button" type="button" size="sm" onClick={onCockpit}>
          All of it in the cockpit
        </Anchor>
        <Button
          type="submit"
          size="sm"
          color={key?.danger === 'destroys' ? 'red' : 'accent'}
          loading={pending}
          disabled={key === undefined || key.blocked !== null}
        >
          {key === undefined ? 'Send' : `Send ${key.key}`}
        </Button>
      </Group>
    </form>
  );
}

function grouped({
  sysrq,
}: MconsoleAbilities): { group: string; items: { value: string; label: string }[] }[] {
  return GROUPS.map(({ danger, title }) => ({
    group: title,
    items: sysrq
      .filter((one) => one.danger === danger)
      .map(({ key, label }) => ({ value: key, label: `${key}  ${label}` })),
  })).filter(({ items }) => items.length > 0);
}
