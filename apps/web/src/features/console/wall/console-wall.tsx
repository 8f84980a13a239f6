import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import type { ConsoleRef, Machine } from '@umlaut/contracts/model';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { consoleKey } from '../../../lib/console-key.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconTerminal } from '../../../components/icons.ts';
import type { Thumbnail } from './thumbnail.ts';
import { WallBar } from './wall-bar.tsx';
import { wallEntries, type WallEntry, type WallFilter, type WallKind } from './wall-filter.ts';
import { WallParts } from './wall-parts.ts';
import { WallTile } from './wall-tile.tsx';
import classes from './wall.module.css';

export interface ConsoleWallProps {
  machines: readonly Machine[];
  onOpen: (refs: ConsoleRef[]) => void;
}

const keyOf = ({ machine, name }: WallEntry): string => consoleKey({ machineId: machine.id, console: name });

/** Live pictures of the consoles of all machines. */
export function ConsoleWall({ machines, onOpen }: ConsoleWallProps): ReactNode {
  const parts = useWallParts();
  const [filter, setFilter] = useState<WallFilter>({ text: '', kind: 'login', stopped: false });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const thumbnails = useRef(new Map<string, Thumbnail>());
  const entries = wallEntries(machines, filter);
  const selected = entries.filter((entry) => chosen.has(keyOf(entry)));

  const onThumbnail = useCallback((key: string, thumbnail: Thumbnail | null) => {
    if (thumbnail === null) thumbnails.current.delete(key);
    else thumbnails.current.set(key, thumbnail);
  }, []);
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const type = (text: string): number => {
    const bytes = new TextEncoder().encode(text);
    return selected.filter((entry) => thumbnails.current.get(keyOf(entry))?.type(bytes) !== true).length;
  };

  return (
    <div className={classes['wall']}>
      <FilterRow filter={filter} onChange={setFilter} count={entries.length}>
        <Checkbox
          size="xs"
          label="Choose all"
          checked={entries.length > 0 && selected.length === entries.length}
          indeterminate={selected.length > 0 && selected.length < entries.length}
          disabled={entries.length === 0}
          onChange={() =>
            setChosen(selected.length === entries.length ? new Set() : new Set(entries.map(keyOf)))
          }
        />
      </FilterRow>
      {selected.length === 0 ? null : (
        <WallBar
          count={selected.length}
          onType={type}
          onOpen={() =>
            onOpen(selected.map(({ machine, name }) => ({ machineId: machine.id, console: name })))
          }
          onClear={() => setChosen(new Set())}
        />
      )}
      {entries.length === 0 ? (
        <NothingShown machines={machines} />
      ) : (
        <ul className={classes['grid']} aria-label="Consoles">
          {entries.map((entry) => (
            <Tile
              key={keyOf(entry)}
              id={keyOf(entry)}
              parts={parts}
              entry={entry}
              chosen={chosen.has(keyOf(entry))}
              onChoose={toggle}
              onThumbnail={onThumbnail}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface TileProps {
  id: string;
  parts: WallParts;
  entry: WallEntry;
  chosen: boolean;
  onChoose: (key: string) => void;
  onThumbnail: (key: string, thumbnail: Thumbnail | null) => void;
}

function Tile({ id, parts, entry, chosen, onChoose, onThumbnail }: TileProps): ReactNode {
  const tell = useCallback((thumbnail: Thumbnail | null) => onThumbnail(id, thumbnail), [id, onThumbnail]);
  return (
    <WallTile
      parts={parts}
      machine={entry.machine}
      name={entry.name}
      chosen={chosen}
      onChoose={() => onChoose(id)}
      onThumbnail={tell}
    />
  );
}

interface FilterRowProps {
  filter: WallFilter;
  onChange: (filter: WallFilter) => void;
  count: number;
  children: ReactNode;
}

function FilterRow({ filter, onChange, count, children }: FilterRowProps): ReactNode {
  return (
    <div className={classes['filter']}>
      <TextInput
        type="search"
        size="xs"
        aria-label="Filter consoles"
        placeholder="Machine or console"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Which consoles"
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind: kind as WallKind })}
        data={[
          { value: 'login', label: 'Login' },
          { value: 'kernel', label: 'Kernel' },
          { value: 'all', label: 'All' },
        ]}
      />
      <Checkbox
        size="xs"
        label="Stopped machines too"
        checked={filter.stopped}
        onChange={() => onChange({ ...filter, stopped: !filter.stopped })}
      />
      {children}
      <output className={classes['count']}>{count === 1 ? '1 console' : `${count} consoles`}</output>
    </div>
  );
}

function NothingShown({ machines }: { machines: readonly Machine[] }): ReactNode {
  const isRunning = machines.some(({ state }) => state.phase !== 'stopped');
  return (
    <EmptyState icon={IconTerminal} title={isRunning ? 'No console matches' : 'No machine is running'}>
      {isRunning
        ? 'Change the filter to see the others.'
        : 'The wall shows every running machine at a glance. Start some, or show the stopped ones as well.'}
    </EmptyState>
  );
}

function useWallParts(): WallParts {
  const [parts] = useState(() => new WallParts());
  useEffect(() => () => parts.dispose(), [parts]);
  return parts;
}
