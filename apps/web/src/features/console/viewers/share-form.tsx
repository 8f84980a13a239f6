import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { viewerName, type ConsoleName, type MachineId } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { api, orpc } from '../../../lib/api-client.ts';
import { errorText } from '../../../lib/error-text.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import classes from './viewers.module.css';

const LIFETIMES = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '480', label: '8 hours' },
  { value: '1440', label: '1 day' },
  { value: '10080', label: '7 days' },
];

/** Makes a guest link and shows it, once. */
export function ShareForm({ machineId, console }: { machineId: MachineId; console: ConsoleName }): ReactNode {
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const [minutes, setMinutes] = useState('60');
  const [problem, setProblem] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: (name: string) =>
      api.guests.create({ machineId, console, label: name, lifetimeMinutes: Number(minutes) }),
    onSuccess: () => {
      setLabel('');
      return client.invalidateQueries({ queryKey: orpc.guests.key() });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const name = viewerName.safeParse(label);
    if (name.success) make.mutate(name.data);
    else setProblem(label.trim() === '' ? 'Say whom it is for' : (name.error.issues[0]?.message ?? ''));
  };
  return (
    <>
      <form className={classes['form']} onSubmit={submit} noValidate>
        <TextInput
          label="Whom it is for"
          placeholder="Support at example.org"
          autoComplete="off"
          data-autofocus
          value={label}
          error={problem}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Select
          label="Good for"
          data={LIFETIMES}
          value={minutes}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => setMinutes(value ?? '60')}
        />
        <Button type="submit" loading={make.isPending}>
          Make a link
        </Button>
      </form>
      {make.error === null ? null : <Notice tone="bad">{errorText(toUmlautError(make.error))}</Notice>}
      {make.data === undefined ? null : <MadeLink url={new URL(make.data.path, location.origin).href} />}
    </>
  );
}

function MadeLink({ url }: { url: string }): ReactNode {
  return (
    <div className={classes['made']}>
      <output>The link is made. It is shown only now: only its fingerprint is kept.</output>
      <div className={classes['url']}>
        <input
          readOnly
          aria-label="The guest link"
          value={url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={url} label="Copy the link" />
      </div>
    </div>
  );
}
