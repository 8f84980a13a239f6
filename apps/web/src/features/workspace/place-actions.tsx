import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { consoleRef } from '@umlaut/contracts/model';
import type { IDockviewHeaderActionsProps, IDockviewPanel } from 'dockview-react';
import { useEffect, useState, type ReactNode } from 'react';
import { movePanel } from './move-panel.ts';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconExternalLink,
  IconLayoutColumns,
  IconLayoutRows,
  IconMaximize,
  IconMinimize,
  IconPlus,
  IconX,
} from './workspace-icons.ts';
import { useWorkspace, type Direction } from './workspace-parts.ts';
import classes from './workspace.module.css';

const MOVES = [
  { direction: 'left', label: 'Move left', icon: IconArrowLeft },
  { direction: 'right', label: 'Move right', icon: IconArrowRight },
  { direction: 'up', label: 'Move up', icon: IconArrowUp },
  { direction: 'down', label: 'Move down', icon: IconArrowDown },
] as const;

/** At the end of a place's tabs: open more beside them, enlarge the place, and all about the front console. */
export function PlaceActions({
  containerApi,
  group,
  activePanel,
  api,
}: IDockviewHeaderActionsProps): ReactNode {
  const { machineOf, renderTools, add, popOut, narrow } = useWorkspace();
  const [maximized, setMaximized] = useState(() => api.isMaximized());
  useEffect(() => {
    const listener = containerApi.onDidMaximizedGroupChange(() => setMaximized(api.isMaximized()));
    return () => listener.dispose();
  }, [containerApi, api]);
  const ref = consoleRef.safeParse(activePanel?.params).data;
  const machine = ref === undefined ? undefined : machineOf(ref);
  const Size = maximized ? IconMinimize : IconMaximize;
  const sizeLabel = maximized ? 'Show all places again' : 'Enlarge this place';

  return (
    <div className={classes['actions']}>
      <Tooltip label="Open another console here">
        <ActionIcon
          size={24}
          aria-label="Open another console here"
          onClick={() => add({ placeId: group.id, direction: 'within' })}
        >
          <IconPlus size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={sizeLabel}>
        <ActionIcon
          size={24}
          aria-label={sizeLabel}
          onClick={() => (maximized ? api.exitMaximized() : api.maximize())}
        >
          <Size size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {activePanel === undefined || ref === undefined || machine === undefined
        ? null
        : renderTools(
            { machine, name: ref.console },
            <>
              {narrow ? null : (
                <PlaceItems
                  panel={activePanel}
                  onOpen={(direction) => add({ placeId: group.id, direction })}
                  onMove={(to) => movePanel(containerApi, activePanel, to)}
                  onPopOut={() => popOut(ref)}
                />
              )}
              <Menu.Item
                leftSection={<IconX size={15} aria-hidden />}
                onClick={() => activePanel.api.close()}
              >
                Close
              </Menu.Item>
            </>,
          )}
    </div>
  );
}

interface PlaceItemsProps {
  panel: IDockviewPanel;
  onOpen: (direction: 'right' | 'below') => void;
  onMove: (direction: Direction) => void;
  onPopOut: () => void;
}

/** About the place of a console among the others; moving is what dragging does, for keyboards. */
function PlaceItems({ panel, onOpen, onMove, onPopOut }: PlaceItemsProps): ReactNode {
  return (
    <>
      <Menu.Item leftSection={<IconLayoutColumns size={15} aria-hidden />} onClick={() => onOpen('right')}>
        Open a console to the right…
      </Menu.Item>
      <Menu.Item leftSection={<IconLayoutRows size={15} aria-hidden />} onClick={() => onOpen('below')}>
        Open a console below…
      </Menu.Item>
      {MOVES.map(({ direction, label, icon: Glyph }) => (
        <Menu.Item
          key={direction}
          leftSection={<Glyph size={15} aria-hidden />}
          onClick={() => {
            onMove(direction);
            panel.api.setActive();
          }}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconExternalLink size={15} aria-hidden />} onClick={onPopOut}>
        Move to a window of its own
      </Menu.Item>
    </>
  );
}
