import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconSearch } from '../../components/icons.ts';
import type { MachinesSearch } from '../../lib/machines-search.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { MachineCards } from './machine-cards.tsx';
import { countStates, matchText, stateFilterOf } from './machine-filter.ts';
import { MachineTable } from './machine-table.tsx';
import classes from './machine-table.module.css';
import { MachineToolbar } from './machine-toolbar.tsx';
import { NOTHING, toggleAll, toggleLine } from './selection.ts';
import { useFilterText } from './use-filter-text.ts';
import { useMachineLines } from './use-machine-lines.ts';

/** The list with its filter, its order and its selection; the first two live in the address. */
export function MachineBrowser({ machines }: { machines: readonly Machine[] }): ReactNode {
  const search = useSearch({ from: '/app/machines' });
  const navigate = useNavigate({ from: '/machines' });
  const change = useCallback(
    (changes: Partial<MachinesSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true }),
    [navigate],
  );
  const [text, setText] = useFilterText(search.q ?? '', (q) => {
    change({ q: q === '' ? undefined : q });
  });
  const matching = useMemo(() => matchText(machines, text), [machines, text]);
  const counts = useMemo(() => countStates(matching), [matching]);
  const shown = useMemo(
    () =>
      search.state === undefined
        ? matching
        : matching.filter(({ state }) => stateFilterOf(state) === search.state),
    [matching, search.state],
  );
  const { headers, lines } = useMachineLines(shown, {
    sort: search.sort ?? 'name',
    desc: search.desc ?? false,
  });

  const [selection, setSelection] = useState(NOTHING);
  const selected = useMemo(() => lines.filter(({ id }) => selection.ids.has(id)), [lines, selection]);
  const order = useMemo(() => lines.map(({ id }) => id), [lines]);
  const toggle = useCallback(
    (id: MachineId, range: boolean) => {
      setSelection((before) => toggleLine(before, id, { range, order }));
    },
    [order],
  );
  const clear = (): void => {
    setSelection(NOTHING);
  };

  const textRef = useRef<HTMLInputElement>(null);
  // State, not a ref: the virtual list inside is laid out before a parent's ref is set.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  useShortcut({ keys: '/', label: 'Filter', group: 'Machines', run: () => textRef.current?.focus() });
  useShortcut({ keys: 'Escape', label: 'Clear the selection', group: 'Machines', run: clear });

  return (
    <>
      {selected.length > 0 ? (
        <BulkBar selected={selected} onClear={clear} />
      ) : (
        <MachineToolbar
          text={text}
          onText={setText}
          textRef={textRef}
          state={search.state}
          onState={(state) => {
            change({ state });
          }}
          counts={counts}
          total={matching.length}
        />
      )}
      <div className={classes['scroller']} ref={setScroller}>
        {narrow ? (
          <MachineCards lines={lines} selectedIds={selection.ids} onToggle={toggle} scroller={scroller} />
        ) : (
          <MachineTable
            headers={headers}
            lines={lines}
            onSort={({ sort, desc }) => {
              change({ sort: sort === 'name' && !desc ? undefined : sort, desc: desc ? true : undefined });
            }}
            selectedIds={selection.ids}
            onToggle={toggle}
            onToggleAll={() => {
              setSelection((before) => toggleAll(before, order));
            }}
            scroller={scroller}
          />
        )}
        {lines.length > 0 ? null : (
          <EmptyState
            icon={IconSearch}
            title="No machine matches"
            actions={
              <Button
                variant="default"
                onClick={() => {
                  setText('');
                  change({ q: undefined, state: undefined });
                }}
              >
                Show all machines
              </Button>
            }
          >
            {machines.length} machines are hidden by the filter.
          </EmptyState>
        )}
      </div>
    </>
  );
}
