import { Tabs } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { useShortcut } from '../../lib/shortcuts.ts';
import { canDo } from '../../machine-actions/action-definitions.ts';
import { useActionFailure } from '../../machine-actions/action-failures.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import { useMachine } from '../../machine-actions/use-machine.ts';
import { DiskTrouble } from './disk-trouble.tsx';
import { ExitCard } from './exit-card.tsx';
import { FailureAlert } from './failure-alert.tsx';
import { LogTab } from './log-tab.tsx';
import { MachineHeader } from './machine-header.tsx';
import { MachineMissing } from './machine-missing.tsx';
import { machineTab, type MachineTab } from './machine-search.ts';
import classes from './machine.module.css';
import { OverviewTab } from './overview-tab.tsx';
import { StopLadder } from './stop-ladder.tsx';
import { useTabInView } from './use-tab-in-view.ts';

const TAB_LABELS: Readonly<Record<MachineTab, string>> = {
  consoles: 'Consoles',
  history: 'History',
  xray: 'X-ray',
  cockpit: 'Cockpit',
  overview: 'Overview',
  disks: 'Disks',
  snapshots: 'Snapshots',
  lines: 'Lines',
  network: 'Network',
  share: 'Share',
  log: 'Log',
};

const SHORTCUTS = 'This machine';

export interface MachinePageProps {
  machineId: string;
  tab: MachineTab;
  onTab: (tab: MachineTab) => void;
  /** The consoles of a machine, which live in a part of their own. */
  renderConsoles: (machine: Machine) => ReactNode;
  /** What its consoles put out so far; mounted while it is shown. */
  renderHistory: (machine: Machine) => ReactNode;
  /** What is seen of its inside; mounted while it is shown. */
  renderXray: (machine: Machine) => ReactNode;
  /** What one can ask of and do to its kernel; mounted while it is shown. */
  renderCockpit: (machine: Machine) => ReactNode;
  /** Its disks; mounted while it is shown. */
  renderDisks: (machine: Machine) => ReactNode;
  /** States of its disks that were kept; mounted while it is shown. */
  renderSnapshots: (machine: Machine) => ReactNode;
  /** Where its consoles and serial lines lead; mounted while it is shown. */
  renderLines: (machine: Machine) => ReactNode;
  /** Its network interfaces; mounted while it is shown. */
  renderNetwork: (machine: Machine) => ReactNode;
  /** The folder that it shares with the host; mounted while it is shown. */
  renderShare: (machine: Machine) => ReactNode;
}

/** Everything about one machine, live. */
export function MachinePage(props: MachinePageProps): ReactNode {
  const { machine, status, error, retry } = useMachine(props.machineId);
  const [known, setKnown] = useState<{ id: string; name: string } | null>(null);
  if (machine !== undefined && (known?.id !== machine.id || known.name !== machine.name)) {
    setKnown({ id: machine.id, name: machine.name });
  }
  if (status === 'loading') return <PagePending />;
  if (status === 'error') {
    return (
      <Page>
        <ErrorState title="This machine could not be loaded" error={error} onRetry={retry} />
      </Page>
    );
  }
  if (machine === undefined) {
    const name = known?.id === props.machineId ? known.name : null;
    return <MachineMissing machineId={props.machineId} name={name} />;
  }
  return <FoundMachine {...props} machine={machine} />;
}

function FoundMachine({
  machine,
  tab,
  onTab,
  renderConsoles,
  renderHistory,
  renderXray,
  renderCockpit,
  renderDisks,
  renderSnapshots,
  renderLines,
  renderNetwork,
  renderShare,
}: MachinePageProps & { machine: Machine }): ReactNode {
  useMachineShortcuts(machine);
  const { state } = machine;
  const tabList = useTabInView(tab);
  return (
    <div className={classes['page']} data-tab={tab}>
      {machineTab.options.map((value, index) => (
        <TabShortcut key={value} index={index} tab={value} onTab={onTab} />
      ))}
      <MachineHeader machine={machine} />
      <StopLadder state={state} />
      <Troubles machine={machine} />
      {/* The tab Disks says it at the disk itself. */}
      {state.phase === 'stopped' && tab !== 'disks' ? <DiskTrouble machine={machine} /> : null}
      <Tabs
        value={tab}
        onChange={(value) => onTab(machineTab.catch('consoles').parse(value))}
        keepMounted
        classNames={{
          root: classes['tabs'] ?? '',
          list: classes['tabList'] ?? '',
          panel: classes['tabPanel'] ?? '',
        }}
      >
        <Tabs.List ref={tabList} aria-label="About this machine">
          {machineTab.options.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {TAB_LABELS[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* Stays mounted: a console must not lose its terminal because one looked at the disks. */}
        <Tabs.Panel value="consoles" className={classes['fill'] ?? ''}>
          {renderConsoles(machine)}
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes['fill'] ?? ''}>
          {tab === 'history' ? renderHistory(machine) : null}
        </Tabs.Panel>
        <Tabs.Panel value="xray" className={classes['fill'] ?? ''}>
          {tab === 'xray' ? renderXray(machine) : null}
        </Tabs.Panel>
        <Tabs.Panel value="cockpit" className={classes['fill'] ?? ''}>
          {tab === 'cockpit' ? renderCockpit(machine) : null}
        </Tabs.Panel>
        <Tabs.Panel value="overview">
          {tab === 'overview' ? <OverviewTab machine={machine} /> : null}
        </Tabs.Panel>
        <Tabs.Panel value="disks">{tab === 'disks' ? renderDisks(machine) : null}</Tabs.Panel>
        <Tabs.Panel value="snapshots">{tab === 'snapshots' ? renderSnapshots(machine) : null}</Tabs.Panel>
        <Tabs.Panel value="lines">{tab === 'lines' ? renderLines(machine) : null}</Tabs.Panel>
        <Tabs.Panel value="network">{tab === 'network' ? renderNetwork(machine) : null}</Tabs.Panel>
        <Tabs.Panel value="share">{tab === 'share' ? renderShare(machine) : null}</Tabs.Panel>
        <Tabs.Panel value="log">{tab === 'log' ? <LogTab machineId={machine.id} /> : null}</Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** Why the last action failed, and how the last run ended; once, when both are the same. */
function Troubles({ machine: { id, state } }: { machine: Machine }): ReactNode {
  const { failure, dismiss } = useActionFailure(id);
  const exit = state.phase === 'stopped' ? state.lastExit : null;
  const isSame = exit !== null && exit.message === failure?.error.message;
  return (
    <>
      {failure === undefined || isSame ? null : <FailureAlert failure={failure} onDismiss={dismiss} />}
      {exit === null ? null : (
        <ExitCard key={exit.at} machineId={id} exit={exit} hint={isSame ? failure?.error.hint : undefined} />
      )}
    </>
  );
}

/**
 * Nothing here stops or resets the machine: a letter meant for a console whose focus was lost must not
 * cost a running guest.
 */
function useMachineShortcuts(machine: Machine): void {
  const { run } = useMachineActions();
  useShortcut({
    keys: 's',
    label: 'Start or resume',
    group: SHORTCUTS,
    run: () => {
      const action = canDo(machine.state, 'resume') ? 'resume' : 'start';
      if (canDo(machine.state, action)) run(action, machine);
    },
  });
  useShortcut({ keys: 'e', label: 'Edit', group: SHORTCUTS, run: () => run('edit', machine) });
}

interface TabShortcutProps {
  index: number;
  tab: MachineTab;
  onTab: (tab: MachineTab) => void;
}

/** The first tab is on key 1, and so on. */
function TabShortcut({ index, tab, onTab }: TabShortcutProps): ReactNode {
  useShortcut({ keys: `${index + 1}`, label: TAB_LABELS[tab], group: SHORTCUTS, run: () => onTab(tab) });
  return null;
}
