import { Autocomplete, Button } from '@mantine/core';
import { MAX_GUEST_PATH_LENGTH } from '@umlaut/contracts/http';
import { useState, type ReactNode } from 'react';
import classes from './files.module.css';
import { useRecentPaths } from './recent-paths.ts';
import { SUGGESTED_PATHS } from './suggested-paths.ts';

export interface PathFormProps {
  path: string;
  isReading: boolean;
  onRead: (path: string) => void;
}

/** Asks for a path in the guest; knows those that are worth a look, and those that were read before. */
export function PathForm({ path, isReading, onRead }: PathFormProps): ReactNode {
  const [text, setText] = useState(path);
  const [problem, setProblem] = useState<string | null>(null);
  const recent = useRecentPaths((store) => store.paths);
  const read = (wanted: string): void => {
    const trimmed = wanted.trim();
    const wrong = problemOf(trimmed);
    setProblem(wrong);
    if (wrong === null) onRead(trimmed);
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        read(text);
      }}
    >
      <Autocomplete
        className={classes['path']}
        size="sm"
        aria-label="Path in the guest"
        placeholder="/etc/os-release"
        spellCheck={false}
        autoComplete="off"
        value={text}
        error={problem}
        limit={30}
        maxDropdownHeight={320}
        data={pathChoices(recent)}
        onChange={(value) => {
          setText(value);
          setProblem(null);
        }}
        onOptionSubmit={(value) => {
          setText(value);
          read(value);
        }}
      />
      <Button type="submit" size="sm" loading={isReading}>
        Read
      </Button>
    </form>
  );
}

function problemOf(path: string): string | null {
  if (!path.startsWith('/')) return 'A path in the guest begins with "/"';
  return path.length > MAX_GUEST_PATH_LENGTH ? `At most ${MAX_GUEST_PATH_LENGTH} characters` : null;
}

/** Each path once: what was read before stands first. */
function pathChoices(recent: readonly string[]): { group: string; items: string[] }[] {
  const known = new Set(recent);
  const suggested = SUGGESTED_PATHS.map(({ group, paths }) => ({
    group,
    items: paths.filter((path) => !known.has(path)),
  }));
  return [{ group: 'Read before', items: [...recent] }, ...suggested].filter(({ items }) => items.length > 0);
}
