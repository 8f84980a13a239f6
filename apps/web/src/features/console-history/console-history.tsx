import type { ConsoleName, Machine, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconTerminal } from '../../components/icons.ts';
import { ConsolePicker } from './console-picker.tsx';
import { hitMoment } from './hit-text.ts';
import { HistoryView } from './history-view.tsx';
import classes from './history.module.css';

/** What of a machine's history is shown; kept in the address. */
export interface HistoryPlace {
  console?: ConsoleName | undefined;
  /** Offset in the console's output; absent: its end. */
  at?: number | undefined;
  /** A run, and the second of it; both or none. */
  boot?: string | undefined;
  t?: number | undefined;
}

const NO_MOMENT = { boot: undefined, t: undefined };

export interface ConsoleHistoryProps {
  machine: Machine;
  place: HistoryPlace;
  onPlace: (place: HistoryPlace) => void;
  /** Shows a moment of another machine. */
  onOtherMachine: (id: MachineId, place: HistoryPlace) => void;
}

/** What the consoles of a machine put out, to be replayed and searched. */
export function ConsoleHistory(props: ConsoleHistoryProps): ReactNode {
  const { machine, place, onPlace } = props;
  const { consoles } = machine;
  const shown = consoles.find((name) => name === place.console) ?? consoles[0];
  if (shown === undefined) {
    return (
      <EmptyState icon={IconTerminal} title="This machine has no consoles">
        Give it one, and all that it puts out there is kept.
      </EmptyState>
    );
  }
  return (
    <div className={classes['history']}>
      <h2 className="u-sr-only">History of the consoles</h2>
      <HistoryView
        key={shown}
        machine={machine}
        console={shown}
        at={place.at ?? null}
        onAt={(at) => onPlace({ console: shown, at: at ?? undefined, ...NO_MOMENT })}
        moment={
          place.boot === undefined || place.t === undefined ? null : { bootId: place.boot, seconds: place.t }
        }
        onOtherHit={(hit) => {
          const there = { console: hit.console, at: hitMoment(hit), ...NO_MOMENT };
          if (hit.machineId === machine.id) onPlace(there);
          else props.onOtherMachine(hit.machineId, there);
        }}
        picker={
          <ConsolePicker
            id={machine.id}
            consoles={consoles}
            shown={shown}
            onPick={(console) => onPlace({ console, at: undefined, ...NO_MOMENT })}
          />
        }
      />
    </div>
  );
}
