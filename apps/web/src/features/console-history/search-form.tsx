import { ActionIcon, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { MAX_SEARCH_LENGTH } from '@umlaut/contracts/http';
import { useRef, type ReactNode } from 'react';
import { IconSearch } from '../../components/icons.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { IconLetterCase } from './history-icons.ts';
import classes from './search.module.css';
import type { SearchScope } from './search-state.ts';
import { useConsoleSearch } from './search-store.ts';

const SCOPES: readonly { value: SearchScope; label: string }[] = [
  { value: 'console', label: 'Console' },
  { value: 'machine', label: 'Machine' },
  { value: 'all', label: 'All machines' },
];

export interface SearchFormProps {
  onSearch: () => void;
  /** The person goes on to what was found. */
  onDown: () => void;
}

/** Asks what to look for, and where. */
export function SearchForm({ onSearch, onDown }: SearchFormProps): ReactNode {
  const { text, matchCase, scope, change } = useConsoleSearch();
  const input = useRef<HTMLInputElement>(null);
  useShortcut({
    keys: '/',
    label: 'Search the output',
    group: 'History',
    run: () => input.current?.focus(),
  });
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') onSearch();
      }}
    >
      <div className={classes['line']}>
        <TextInput
          ref={input}
          type="search"
          size="xs"
          className={classes['text'] ?? ''}
          aria-label="Text to look for"
          placeholder="Search the output"
          maxLength={MAX_SEARCH_LENGTH}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            onDown();
          }}
        />
        <Tooltip label="Match case">
          <ActionIcon
            aria-label="Match case"
            aria-pressed={matchCase}
            variant={matchCase ? 'light' : 'subtle'}
            onClick={() => change({ matchCase: !matchCase })}
          >
            <IconLetterCase size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Search">
          <ActionIcon type="submit" aria-label="Search" disabled={text === ''}>
            <IconSearch size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Where to look"
        data={[...SCOPES]}
        value={scope}
        onChange={(value) => change({ scope: SCOPES.find((known) => known.value === value)?.value ?? scope })}
      />
    </form>
  );
}
