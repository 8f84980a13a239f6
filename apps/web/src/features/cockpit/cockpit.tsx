import { useQuery } from '@tanstack/react-query';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { orpc } from '../../lib/api-client.ts';
import { AnswerList } from './answer-list.tsx';
import classes from './cockpit.module.css';
import { useAsk } from './use-ask.ts';

export type CockpitPanel = 'kernel' | 'sysrq' | 'devices' | 'memory';

export interface CockpitProps {
  machine: Machine;
  panel: CockpitPanel;
  onPanel: (panel: CockpitPanel) => void;
}

/** Everything that can be asked of a machine's kernel, and what it answered. */
export function Cockpit({ machine }: CockpitProps): ReactNode {
  const ask = useAsk(machine.id);
  const { data: abilities } = useQuery(orpc.mconsole.abilities.queryOptions({ input: { id: machine.id } }));
  return (
    <div className={classes['cockpit']}>
      <section className={classes['answers']} aria-label="Answers">
        <AnswerList machineId={machine.id} abilities={abilities} ask={ask} />
      </section>
    </div>
  );
}
