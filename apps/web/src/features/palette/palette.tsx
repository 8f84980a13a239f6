import { Kbd } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { useMemo, useState, type ReactNode } from 'react';
import { IconSearch } from '../../components/icons.ts';
import type { PaletteEntry } from './palette-entry.ts';
import classes from './palette.module.css';
import { rankEntries } from './rank-entries.ts';

export interface PaletteProps {
  /** Called whenever the palette is open, with what is typed: machines need at least a letter. */
  entriesFor: (query: string) => readonly PaletteEntry[];
}

/** The command palette: Ctrl-K or Cmd-K, also from within fields, but not from a terminal. */
export function Palette({ entriesFor }: PaletteProps): ReactNode {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const groups = useMemo(
    () => (opened ? rankEntries(entriesFor(query), query) : []),
    [opened, entriesFor, query],
  );

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={['TEXTAREA']}
      onSpotlightOpen={() => {
        setOpened(true);
      }}
      onSpotlightClose={() => {
        setOpened(false);
      }}
      scrollable
      maxHeight={440}
      size={600}
      radius="lg"
      overlayProps={{ backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 100 }}
    >
      <Spotlight.Search
        placeholder="Type a machine, a page or a command"
        aria-label="Search machines and commands"
        leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
        size="md"
      />
      <Spotlight.ActionsList className={classes['list'] ?? ''}>
        {groups.map(({ group, entries }) => (
          <Spotlight.ActionsGroup key={group} label={group} className={classes['group'] ?? ''}>
            {entries.map((entry) => (
              <PaletteLine key={entry.id} entry={entry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>Nothing is called that.</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function PaletteLine({ entry }: { entry: PaletteEntry }): ReactNode {
  const { icon: Glyph, label, detail, keys } = entry;
  return (
    <Spotlight.Action className={classes['line']} onClick={entry.run}>
      <Glyph size={16} stroke={1.7} aria-hidden className={classes['icon']} />
      <span className="u-truncate">{label}</span>
      {detail === undefined ? null : <span className={`u-truncate ${classes['detail']}`}>{detail}</span>}
      {keys === undefined ? null : (
        <span className={classes['keys']}>
          {keys.split(' ').map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
        </span>
      )}
    </Spotlight.Action>
  );
}
