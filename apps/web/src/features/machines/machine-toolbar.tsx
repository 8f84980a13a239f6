import { CloseButton, TextInput, UnstyledButton } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { IconSearch } from '../../components/icons.ts';
import { STATE_FILTERS, type StateFilter } from '../../lib/machines-search.ts';
import classes from './machine-toolbar.module.css';

const LABELS: Readonly<Record<StateFilter, string>> = {
  running: 'Running',
  paused: 'Paused',
  changing: 'Changing',
  stopped: 'Stopped',
  failed: 'Failed',
};

export interface MachineToolbarProps {
  text: string;
  onText: (text: string) => void;
  textRef: RefObject<HTMLInputElement | null>;
  state: StateFilter | undefined;
  onState: (state: StateFilter | undefined) => void;
  counts: Readonly<Record<StateFilter, number>>;
  total: number;
}

/** Filter by text and by state. */
export function MachineToolbar(props: MachineToolbarProps): ReactNode {
  const { text, onText, textRef, state, counts, total } = props;
  const chip = (value: StateFilter | undefined, label: string, count: number): ReactNode => (
    <UnstyledButton
      key={label}
      className={classes['chip']}
      aria-pressed={state === value}
      onClick={() => {
        props.onState(value);
      }}
    >
      {label} <span className={classes['count']}>{count}</span>
    </UnstyledButton>
  );
  return (
    <div className={classes['toolbar']}>
      <TextInput
        ref={textRef}
        className={classes['filter'] ?? ''}
        size="xs"
        type="search"
        placeholder="Filter by name, image, kernel"
        aria-label="Filter machines"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          text === '' ? null : (
            <CloseButton
              size="sm"
              aria-label="Clear the filter"
              onClick={() => {
                onText('');
              }}
            />
          )
        }
        value={text}
        onChange={(event) => {
          onText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onText('');
          event.currentTarget.blur();
        }}
      />
      <fieldset className={classes['chips']}>
        <legend className="u-sr-only">Show by state</legend>
        {chip(undefined, 'All', total)}
        {STATE_FILTERS.filter((filter) => counts[filter] > 0 || filter === state).map((filter) =>
          chip(filter, LABELS[filter], counts[filter]),
        )}
      </fieldset>
    </div>
  );
}
