import { Tabs } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useRef, type ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { orpc } from '../../lib/api-client.ts';
import { accessOf, type Access } from './access.ts';
import { Answers } from './answers.tsx';
import { ClosedPanel } from './closed-panel.tsx';
import classes from './cockpit.module.css';
import { DevicesPanel } from './devices-panel.tsx';
import { KernelPanel } from './kernel-panel.tsx';
import { LatestBar } from './latest-bar.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { StateStrip } from './state-strip.tsx';
import { SysrqPanel } from './sysrq-panel.tsx';
import { useAnswers } from './use-answers.ts';
import { useAsk } from './use-ask.ts';
import { useSend, type Sender } from './use-send.ts';

const PANELS = ['kernel', 'sysrq', 'devices', 'memory'] as const;
type CockpitPanel = (typeof PANELS)[number];
const LABELS: Readonly<Record<CockpitPanel, string>> = {
  kernel: 'Kernel',
  sysrq: 'SysRq',
  devices: 'Devices',
  memory: 'Memory',
};

export interface CockpitProps {
  machine: Machine;
  panel: CockpitPanel;
  onPanel: (panel: CockpitPanel) => void;
}

/** Everything that can be asked of a machine's kernel, and what it answered. */
export function Cockpit({ machine, panel, onPanel }: CockpitProps): ReactNode {
  const access = accessOf(machine.state);
  const ask = useAsk(machine);
  const query = useQuery(orpc.mconsole.abilities.queryOptions({ input: { id: machine.id } }));
  const abilities = query.data;
  const sender = useSend(machine, abilities, ask);
  const reading = useAnswers(machine.id);
  const answers = useRef<HTMLElement>(null);
  const { ref: firstAnswer, inViewport: inView } = useInViewport();
  const showAnswers = (): void => {
    answers.current?.scrollIntoView({ block: 'start' });
    answers.current
      ?.querySelector<HTMLElement>('[aria-expanded]:not([role])')
      ?.focus({ preventScroll: true });
  };
  return (
    <div className={classes['cockpit']}>
      <div className={classes['controls']}>
        {access === 'closed' ? (
          <ClosedPanel machine={machine} />
        ) : (
          <Tabs
            value={panel}
            onChange={(value) => {
              const picked = PANELS.find((known) => known === value);
              if (picked !== undefined) onPanel(picked);
            }}
            variant="none"
            keepMounted={false}
          >
            <Tabs.List aria-label="Controls of the kernel" className={classes['tabs'] ?? ''}>
              {PANELS.map((name) => (
                <Tabs.Tab key={name} value={name} className={classes['tab'] ?? ''}>
                  {LABELS[name]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <StateStrip machine={machine} access={access} sender={sender} />
            <Tabs.Panel value={panel} className={classes['panel'] ?? ''}>
              {abilities === undefined ? (
                <AbilitiesPending error={query.error} onRetry={() => void query.refetch()} />
              ) : (
                <PanelBody {...{ machine, panel, access, abilities, sender }} />
              )}
            </Tabs.Panel>
          </Tabs>
        )}
        {inView ? null : <LatestBar latest={reading.latest} onShow={showAnswers} />}
      </div>
      <Answers
        ref={answers}
        firstAnswer={firstAnswer}
        {...{ machine, access, abilities, reading, ask, sender }}
      />
    </div>
  );
}

interface PanelBodyProps {
  machine: Machine;
  panel: CockpitPanel;
  access: Access;
  abilities: MconsoleAbilities;
  sender: Sender;
}

function PanelBody({ machine, panel, access, abilities, sender }: PanelBodyProps): ReactNode {
  switch (panel) {
    case 'kernel':
      return <KernelPanel {...{ machine, abilities, access, sender }} />;
    case 'sysrq':
      return <SysrqPanel abilities={abilities} access={access} sender={sender} />;
    case 'devices':
      return <DevicesPanel machine={machine} abilities={abilities} sender={sender} />;
    case 'memory':
      return <MemoryPanel machine={machine} access={access} />;
  }
}

function AbilitiesPending({ error, onRetry }: { error: Error | null; onRetry: () => void }): ReactNode {
  if (error === null) return <Loading height={320} />;
  return <ErrorState title="The kernel's commands could not be read" error={error} onRetry={onRetry} />;
}
