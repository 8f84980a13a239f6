import { Button, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '../../components/icons.ts';
import { protocolCounts } from './list/filter-packets.ts';
import { TIME_MODES } from './list/packet-time.ts';
import type { UsedFeed } from './packet-store/use-packet-feed.ts';
import classes from './packets.module.css';
import type { PacketView } from './use-packet-view.ts';

/** Which packets, since when they are counted, and whether more come. */
export function PacketToolbar({ feed, view }: { feed: UsedFeed; view: PacketView }): ReactNode {
  const { packets, paused, phase } = feed.state;
  const goesOn = phase.kind === 'live' || phase.kind === 'connecting';
  return (
    <div className={classes['toolbar']}>
      <TextInput
        className={classes['filter'] ?? ''}
        size="xs"
        aria-label="Filter packets"
        placeholder="Words in any column"
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={view.filter.text}
        onChange={(event) => view.setText(event.currentTarget.value)}
      />
      <fieldset className={classes['chips']} aria-label="Protocols">
        {chips(packets, view.filter.protocols).map(([protocol, count]) => (
          <button
            key={protocol}
            type="button"
            className={classes['chip']}
            aria-pressed={view.filter.protocols.has(protocol)}
            onClick={() => view.toggleProtocol(protocol)}
          >
            {protocol}
            <span className={classes['count']}>{count}</span>
          </button>
        ))}
      </fieldset>
      <div className={classes['tools']}>
        <Select
          size="xs"
          w={150}
          aria-label="Time"
          allowDeselect={false}
          data={TIME_MODES}
          value={view.timeMode}
          onChange={(mode) => {
            if (mode !== null) view.setTimeMode(mode);
          }}
        />
        {goesOn ? (
          <Button
            variant="default"
            leftSection={
              paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
            }
            onClick={() => feed.setPaused(!paused)}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What was chosen stays to be unchosen, even when its last packet is gone. */
function chips(packets: UsedFeed['state']['packets'], chosen: ReadonlySet<string>): [string, number][] {
  const counts = protocolCounts(packets);
  const known = new Set(counts.map(([protocol]) => protocol));
  return [
    ...counts,
    ...[...chosen].filter((one) => !known.has(one)).map((one): [string, number] => [one, 0]),
  ];
}
