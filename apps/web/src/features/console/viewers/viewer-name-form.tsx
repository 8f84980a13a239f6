import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MAX_VIEWER_NAME_LENGTH, viewerName } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { sessionQuery } from '../../../lib/session-query.ts';
import { useSettings } from '../../../lib/settings-store.ts';
import classes from './viewers.module.css';

/** What others see this browser's viewer called; kept in its settings. */
export function ViewerNameForm(): ReactNode {
  const { viewerName: saved, change } = useSettings();
  const user = useQuery({ ...sessionQuery, enabled: false }).data?.user.name ?? '';
  const [text, setText] = useState(saved);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const trimmed = text.trim();
    const parsed = viewerName.safeParse(trimmed);
    if (trimmed !== '' && !parsed.success) {
      setProblem(parsed.error.issues[0]?.message ?? 'That is no name');
      return;
    }
    change({ viewerName: trimmed });
    setText(trimmed);
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        label="Your name here"
        placeholder={user}
        autoComplete="off"
        maxLength={2 * MAX_VIEWER_NAME_LENGTH}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        Save
      </Button>
    </form>
  );
}
