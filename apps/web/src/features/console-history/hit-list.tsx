import type { ConsoleHit, ConsoleName, MachineId } from '@umlaut/contracts/model';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { consoleLabel } from '../../components/console-label.ts';
import { formatExact } from '../../components/format-time.ts';
import { useMachines } from '../../machine-actions/use-machine.ts';
import { hitParts } from './hit-text.ts';
import classes from './search.module.css';

export interface HitListProps {
  ref: Ref<HTMLOListElement>;
  hits: readonly ConsoleHit[];
  /** The console that is looked at; of a hit elsewhere it is said where. */
  shown: { machineId: MachineId; console: ConsoleName };
  picked: ConsoleHit | null;
  onPick: (hit: ConsoleHit) => void;
  /** Upwards from the first one. */
  onLeave: () => void;
}

/** Where a text was found; the arrow keys go from one to the next. */
export function HitList({ ref, hits, shown, picked, onPick, onLeave }: HitListProps): ReactNode {
  const { data } = useMachines();
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  const placeOf = ({ machineId, console }: ConsoleHit): string => {
    if (machineId !== shown.machineId)
      return `${names.get(machineId) ?? machineId}, ${consoleLabel(console)}`;
    return console === shown.console ? '' : consoleLabel(console);
  };
  return (
    <ol ref={ref} className={classes['hits']} aria-label="Found, newest first">
      {hits.map((hit) => {
        const { before, found, after } = hitParts(hit);
        return (
          <li key={`${hit.machineId} ${hit.console} ${hit.offset}`}>
            <button
              type="button"
              aria-current={hit === picked}
              onClick={() => onPick(hit)}
              onKeyDown={(event) => moveFocus(event, onLeave)}
            >
              <span className={classes['where']}>
                <span>{placeOf(hit)}</span>
                <span>{hit.at === null ? 'Time not known' : formatExact(Date.parse(hit.at))}</span>
              </span>
              <span className={classes['found']}>
                {before}
                <mark>{found}</mark>
                {after}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function moveFocus(event: KeyboardEvent<HTMLButtonElement>, onLeave: () => void): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const item = event.currentTarget.parentElement;
  const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
  const button = next?.querySelector('button');
  if (button !== null && button !== undefined) button.focus();
  else if (event.key === 'ArrowUp') onLeave();
}
