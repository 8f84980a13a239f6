import { consoleRef } from '@umlaut/contracts/model';
import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { consoleLabel } from '../../components/console-label.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { IconX } from '../../components/icons.ts';
import { consoleTitle } from './console-title.ts';
import { useWorkspace } from './workspace-parts.ts';
import classes from './workspace.module.css';

/** The tab of a console: its machine's state and name, and which of its consoles it is. */
export function ConsoleTab({ api, params }: IDockviewPanelHeaderProps): ReactNode {
  const { machineOf, renderMark } = useWorkspace();
  const ref = consoleRef.parse(params);
  const inside = useRef<HTMLDivElement>(null);
  useDeleteKey(inside, () => api.close());
  const machine = machineOf(ref);
  const title = consoleTitle(machine, ref.console);
  // What Dockview calls it before screen readers, once the machine has another name.
  useEffect(() => api.setTitle(title), [api, title]);
  const { tone, label } =
    machine === undefined ? { tone: 'idle' as const, label: 'Gone' } : machineStatus(machine.state);
  return (
    <div ref={inside} className={classes['tab']} title={`${title}: ${label}`}>
      {renderMark(consoleKey(ref))}
      <span className={classes['dot']} data-tone={tone} aria-hidden />
      <span className={classes['tabName']}>{machine?.name ?? 'Gone'}</span>{' '}
      <span className={classes['tabConsole']}>{consoleLabel(ref.console)}</span>
      {/* A tab holds no other control: from the keyboard it is the Delete key, or the menu. */}
      <span
        className={classes['close']}
        aria-hidden
        title={`Close ${title}`}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      >
        <IconX size={13} />
      </span>
    </div>
  );
}

/** Closes from the keyboard, while the tab around it has the focus. */
function useDeleteKey(inside: RefObject<HTMLElement | null>, onDelete: () => void): void {
  const latest = useRef(onDelete);
  useEffect(() => {
    latest.current = onDelete;
  });
  useEffect(() => {
    const tab = inside.current?.closest<HTMLElement>('[role=tab]');
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Delete') latest.current();
    };
    tab?.addEventListener('keydown', onKey);
    return () => tab?.removeEventListener('keydown', onKey);
  }, [inside]);
}
