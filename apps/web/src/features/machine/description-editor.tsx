import { Button, Group, Textarea } from '@mantine/core';
import { MAX_DESCRIPTION_LENGTH, type Machine } from '@umlaut/contracts/model';
import type { UmlautError } from '@umlaut/contracts/errors';
import { useState, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { IconPencil } from '../../components/icons.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { liveCache } from '../../live/live.ts';
import classes from './machine.module.css';
import { saveDescription } from './save-description.ts';

/** The description, edited in place. */
export function DescriptionEditor({ machine }: { machine: Machine }): ReactNode {
  /** The machine as it was when editing began; null while reading. */
  const [base, setBase] = useState<Machine | null>(null);
  if (base !== null) return <Editor base={base} onEnd={() => setBase(null)} />;
  return (
    <div className={classes['description']}>
      {machine.description === '' ? (
        <p className={classes['dim']}>No description yet.</p>
      ) : (
        <p className={classes['prose']}>{machine.description}</p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setBase(machine)}
      >
        {machine.description === '' ? 'Describe this machine' : 'Edit the description'}
      </Button>
    </div>
  );
}

function Editor({ base, onEnd }: { base: Machine; onEnd: () => void }): ReactNode {
  const [text, setText] = useState(base.description);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<UmlautError | null>(null);

  const save = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      liveCache.putMachine(await saveDescription(base, text.trim()));
      onEnd();
    } catch (caught) {
      setError(toUmlautError(caught));
      setPending(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        aria-label="Description"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_DESCRIPTION_LENGTH}
        value={text}
        ref={(element) => element?.focus()}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      {error === null ? null : <ErrorAlert error={error} />}
      <Group gap="xs" mt="xs">
        <Button type="submit" loading={pending}>
          Save
        </Button>
        <Button variant="default" onClick={onEnd}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
