import { CloseButton } from '@mantine/core';
import { consoleRef } from '@umlaut/contracts/model';
import type { IDockviewPanelHeaderProps } from 'dockview-react';
import type { ReactNode } from 'react';
import { consoleLabel } from '../../components/console-label.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { refKey } from './arrange.ts';
import { useWorkspace } from './workspace-parts.ts';
import classes from './workspace.module.css';

/** The tab of a console: its machine's state and name, and which of its consoles it is. */
export function ConsoleTab({ api, params }: IDockviewPanelHeaderProps): ReactNode {
  const { machineOf, renderMark } = useWorkspace();
  const ref = consoleRef.parse(params);
  const machine = machineOf(ref);
  const name = machine?.name ?? 'Gone';
  const title = `${name} ${consoleLabel(ref.console)}`;
  const { tone, label } =
    machine === undefined ? { tone: 'idle' as const, label: 'Gone' } : machineStatus(machine.state);
  return (
    <div className={classes['tab']} title={`${title}: ${label}`}>
      {renderMark(refKey(ref), title)}
      <span className={classes['dot']} data-tone={tone} aria-hidden />
      <span className={classes['tabName']}>{name}</span>
      <span className={classes['tabConsole']}>{consoleLabel(ref.console)}</span>
      <CloseButton
        size={18}
        iconSize={12}
        tabIndex={-1}
        aria-label={`Close ${title}`}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      />
    </div>
  );
}
