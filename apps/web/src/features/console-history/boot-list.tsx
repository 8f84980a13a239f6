import type { ConsoleBoot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatExact } from '../../components/format-time.ts';
import { Panel } from '../../components/panel.tsx';
import classes from './history.module.css';
import type { HistoryPlayer } from './history-player.ts';

export interface BootListProps {
  boots: readonly ConsoleBoot[];
  player: HistoryPlayer | null;
}

/** The runs of which something is kept, newest first; the one that is shown stands out. */
export function BootList({ boots, player }: BootListProps): ReactNode {
  if (boots.length === 0 || player === null) return null;
  return (
    <Panel title="Boots" note={boots.length === 1 ? '' : `${boots.length} are kept`}>
      <Boots boots={boots} player={player} />
    </Panel>
  );
}

function Boots({ boots, player }: { boots: readonly ConsoleBoot[]; player: HistoryPlayer }): ReactNode {
  const shown = useStore(player.view, ({ position }) =>
    boots.findLastIndex(({ offset }, index) => offset <= position || index === 0),
  );
  return (
    <ol className={classes['list']} aria-label="Boots, newest first" reversed>
      {boots
        .map(({ bootId, at, offset }, index) => (
          <li key={bootId}>
            <button type="button" aria-current={index === shown} onClick={() => player.seek(offset)}>
              <span className={classes['name']}>Boot {index + 1}</span>
              <time dateTime={at} className={classes['time']}>
                {formatExact(Date.parse(at))}
              </time>
            </button>
          </li>
        ))
        .toReversed()}
    </ol>
  );
}
