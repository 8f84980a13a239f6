import { ActionIcon, Tooltip } from '@mantine/core';
import { Panel, useReactFlow, useStore as useFlowStore } from '@xyflow/react';
import type { Icon } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconMaximize,
  IconRoute,
  IconSearch,
  IconTrash,
  IconWand,
  IconZoomIn,
  IconZoomOut,
} from '../../../components/icons.ts';
import { layOut, removeSelection } from '../commands.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { AlignMenu } from './align-menu.tsx';
import classes from './canvas.module.css';
import { FIT_ALL } from './fit.ts';
import { openReach } from '../reach/open-reach.ts';

/** What can be done with the whole drawing, over its top edge. */
export const CanvasToolbar = memo(function CanvasToolbar(): ReactNode {
  const editor = useLabEditor();
  const canUndo = useLabUi((ui) => ui.canUndo);
  const canRedo = useLabUi((ui) => ui.canRedo);
  const selected = useLabUi(({ selection }) => selection.nodes.size + selection.links.size);
  const { fitView, zoomIn, zoomOut } = useReactFlow();
  return (
    <Panel position="top-center">
      <div className={classes['bar']} role="toolbar" aria-label="Drawing">
        <Tool
          label="Undo"
          keys="Ctrl+Z"
          icon={IconArrowBackUp}
          disabled={!canUndo}
          onClick={() => editor.session.undo()}
        />
        <Tool
          label="Redo"
          keys="Ctrl+Shift+Z"
          icon={IconArrowForwardUp}
          disabled={!canRedo}
          onClick={() => editor.session.redo()}
        />
        <Tool
          label="Remove from the lab"
          keys="Delete"
          icon={IconTrash}
          disabled={selected === 0}
          onClick={() => removeSelection(editor)}
        />
        <span className={classes['divider']} />
        <AlignMenu />
        <Tool label="Lay out" keys="Shift+A" icon={IconWand} onClick={() => void layOut(editor)} />
        <span className={classes['divider']} />
        <Tool label="Zoom out" keys="-" icon={IconZoomOut} onClick={() => void zoomOut()} />
        <Zoom />
        <Tool label="Zoom in" keys="+" icon={IconZoomIn} onClick={() => void zoomIn()} />
        <Tool label="Show all" keys="F" icon={IconMaximize} onClick={() => void fitView(FIT_ALL)} />
        <span className={classes['divider']} />
        <Tool
          label="Search"
          keys="Ctrl+F"
          icon={IconSearch}
          onClick={() => editor.ui.setState({ isSearching: true })}
        />
        <Tool label="Can it be reached?" keys="R" icon={IconRoute} onClick={() => openReach(editor)} />
        <ExportMenu />
      </div>
    </Panel>
  );
});

function Zoom(): ReactNode {
  const percent = useFlowStore(({ transform }) => Math.round(transform[2] * 100));
  return <span className={`${classes['zoom']} u-num`}>{percent} %</span>;
}

interface ToolProps {
  label: string;
  keys: string;
  icon: Icon;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ label, keys, icon: Glyph, disabled = false, onClick }: ToolProps): ReactNode {
  return (
    // Below: above there is the name of the lab, which a finger that rests on a tool would hide on a phone.
    <Tooltip label={`${label} (${keys})`} position="bottom">
      <ActionIcon aria-label={label} disabled={disabled} onClick={onClick}>
        <Glyph size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
