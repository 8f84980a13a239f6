import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Panel, useReactFlow, useStore as useFlowStore } from '@xyflow/react';
import type { Icon } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconMaximize,
  IconPhotoDown,
  IconRoute,
  IconSearch,
  IconTrash,
  IconWand,
  IconZoomIn,
  IconZoomOut,
} from '../../../components/icons.ts';
import { notifyError } from '../../../components/notify.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { layOut, removeSelection } from '../commands.ts';
import { labSvg, type Picture } from '../export/lab-svg.ts';
import { savePng, saveSvg } from '../export/save-picture.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { endMark, nodeDetail, nodeName } from '../node-words.ts';
import { AlignMenu } from './align-menu.tsx';
import classes from './canvas.module.css';
import { openReach } from '../reach/open-reach.ts';
import { useLabName } from '../lab-name.ts';

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
        <Tool
          label="Show all"
          keys="F"
          icon={IconMaximize}
          onClick={() => void fitView({ maxZoom: 1, padding: 0.15 })}
        />
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

function ExportMenu(): ReactNode {
  const editor = useLabEditor();
  const name = useLabName();
  const picture = (): Picture => {
    const { document, machines } = editor.ui.getState();
    return labSvg(document, {
      captionOf: (node) => ({
        title: nodeName(node, machines),
        detail: nodeDetail(node, document, machines),
      }),
      endMarkOf: (node, end) => endMark(node, end, machines),
    });
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon aria-label="Save as a picture" title="Save as a picture">
          <IconPhotoDown size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveSvg(picture(), name)}>SVG, sharp at any size</Menu.Item>
        <Menu.Item
          onClick={() => {
            savePng(picture(), name).catch((error: unknown) => {
              notifyError('No picture was made', toUmlautError(error));
            });
          }}
        >
          PNG
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
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
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon aria-label={label} disabled={disabled} onClick={onClick}>
        <Glyph size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
