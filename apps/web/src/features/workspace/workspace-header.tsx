import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import {
  IconArrowBackUp,
  IconKeyboard,
  IconLayoutGrid,
  IconMaximize,
  IconMinimize,
  IconPlus,
} from './workspace-icons.ts';
import classes from './workspace.module.css';

export interface WorkspaceHeaderProps {
  /** Open consoles. */
  count: number;
  views: ReactNode;
  canUndo: boolean;
  narrow: boolean;
  fullScreen: boolean;
  onUndo: () => void;
  onOpen: () => void;
  onTile: () => void;
  onTypeTogether: () => void;
  onFullScreen: () => void;
}

/** What can be done to the arrangement as a whole. */
export function WorkspaceHeader(props: WorkspaceHeaderProps): ReactNode {
  const { count, fullScreen } = props;
  const tools = [
    { label: 'Undo', icon: IconArrowBackUp, act: props.onUndo, able: props.canUndo },
    ...(props.narrow
      ? []
      : [{ label: 'Tile all', icon: IconLayoutGrid, act: props.onTile, able: count > 1 }]),
    { label: 'Type into several', icon: IconKeyboard, act: props.onTypeTogether, able: count > 1 },
    {
      label: fullScreen ? 'Leave full screen' : 'Full screen',
      icon: fullScreen ? IconMinimize : IconMaximize,
      act: props.onFullScreen,
      able: true,
    },
  ];
  return (
    <div className={classes['head']}>
      <PageHeader title="Consoles" meta={props.views}>
        {tools.map(({ label, icon: Glyph, act, able }) => (
          <Tooltip key={label} label={label} withinPortal={false}>
            <ActionIcon aria-label={label} disabled={!able} onClick={act}>
              <Glyph size={17} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
        {count === 0 ? null : (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={props.onOpen}>
            Open
          </Button>
        )}
      </PageHeader>
    </div>
  );
}
