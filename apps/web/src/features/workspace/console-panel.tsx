import { Button } from '@mantine/core';
import { consoleRef } from '@umlaut/contracts/model';
import type { IDockviewPanelProps } from 'dockview-react';
import { useCallback, useSyncExternalStore, type ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconTerminal } from '../../components/icons.ts';
import { goFrom } from './move-panel.ts';
import { useWorkspace, type Direction } from './workspace-parts.ts';
import classes from './workspace.module.css';

/** One console in its place. */
export function ConsolePanel({ api, containerApi, params }: IDockviewPanelProps): ReactNode {
  const { machineOf, renderConsole } = useWorkspace();
  const ref = consoleRef.parse(params);
  const machine = machineOf(ref);
  const visible = useVisible(api);
  const onLeave = useCallback(() => {
    api.group.element.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  }, [api]);
  const onGo = useCallback(
    (direction: Direction) => {
      goFrom(containerApi, api.group, direction);
    },
    [api, containerApi],
  );

  if (machine === undefined || !machine.consoles.includes(ref.console)) {
    return (
      <EmptyState
        icon={IconTerminal}
        title={machine === undefined ? 'This machine is gone' : 'This machine has no such console any more'}
        actions={
          <Button variant="default" onClick={() => api.close()}>
            Close
          </Button>
        }
      >
        {machine === undefined ? 'It was deleted, with its consoles.' : `${machine.name} runs without it.`}
      </EmptyState>
    );
  }
  return (
    <div className={classes['console']} data-console={api.id}>
      {renderConsole({ machine, name: ref.console }, { visible, onLeave, onGo })}
    </div>
  );
}

function useVisible(api: IDockviewPanelProps['api']): boolean {
  return useSyncExternalStore(
    (listener) => {
      const subscription = api.onDidVisibilityChange(listener);
      return () => subscription.dispose();
    },
    () => api.isVisible,
  );
}
