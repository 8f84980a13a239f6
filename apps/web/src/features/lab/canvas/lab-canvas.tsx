import { useComputedColorScheme } from '@mantine/core';
import { Background, ReactFlow, useReactFlow, useStore as useFlowStore, type NodeTypes } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import type { LabLinkId } from '@umlaut/contracts/model';
import { useImperativeHandle, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Port } from '../document/ports.ts';
import { GRID } from '../geometry/node-size.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { machineOf } from '../node-words.ts';
import { NOTHING_SELECTED, selectLink, selectPort } from '../selection.ts';
import { useOpenConsole } from '../use-open-console.ts';
import { CanvasMenu, type MenuPlace } from './canvas-menu.tsx';
import { CanvasToolbar } from './canvas-toolbar.tsx';
import classes from './canvas.module.css';
import { linkNear, portMarkAt } from './current-lines.ts';
import { FIT_ALL } from './fit.ts';
import type { FlowNode } from './flow-nodes.ts';
import { LabMap } from './lab-map.tsx';
import { LinkKnobs } from './link-knobs.tsx';
import { FAR_ZOOM, LinkLayer } from './link-layer.tsx';
import { LinkStops } from './link-stops.tsx';
import { BridgeNode, HubNode, RemoteNode, SwitchNode, UplinkNode } from './nodes/device-nodes.tsx';
import { MachineNode } from './nodes/machine-node.tsx';
import { GroupNode, NoteNode } from './nodes/sized-nodes.tsx';
import { dropPart } from './palette-drag.ts';
import { SearchBar } from './search-bar.tsx';
import { useLinkDrag } from './use-link-drag.ts';
import { useNodeDrag } from './use-node-drag.ts';
import { useSeeSelected } from './use-see-selected.ts';

const NODE_TYPES: NodeTypes = {
  machine: MachineNode,
  switch: SwitchNode,
  hub: HubNode,
  bridge: BridgeNode,
  uplink: UplinkNode,
  remote: RemoteNode,
  note: NoteNode,
  area: GroupNode,
};
const BACKGROUND = <Background gap={GRID * 2} color="var(--lab-dots)" />;
const NO_EDGES: never[] = [];
/** Pixels of the screen. */
const LINK_REACH = 7;
const SNAP: [number, number] = [GRID, GRID];
const MULTI_SELECT = ['Shift', 'Control', 'Meta'];
const PAN_BUTTONS = [0, 1];

/**
 * The lab as a drawing: things of React Flow, and the links under them.
 */
export function LabCanvas(): ReactNode {
  const editor = useLabEditor();
  const scheme = useComputedColorScheme('light');
  const nodes = useStore(editor.flow, (flow) => flow.nodes);
  const drag = useNodeDrag(editor);
  const area = useRef<HTMLDivElement>(null);
  const isFar = useFlowStore(({ transform }) => transform[2] < FAR_ZOOM);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { screenToFlowPosition, getZoom } = useReactFlow();
  const openConsole = useOpenConsole();
  useLinkDrag(area, editor);
  usePlaces();
  useSeeSelected(editor);

  const linkAt = (event: { clientX: number; clientY: number }): LabLinkId | null =>
    linkNear(editor, screenToFlowPosition({ x: event.clientX, y: event.clientY }), LINK_REACH / getZoom());

  const markAt = (event: { clientX: number; clientY: number }): Port | null => {
    const box = area.current?.getBoundingClientRect();
    return box === undefined ? null : portMarkAt(editor, event.clientX - box.x, event.clientY - box.y);
  };

  // Not by a state of React's: all things would be looked at anew.
  const hover = (link: LabLinkId | null): void => {
    if (editor.hover.getState().link === link) return;
    editor.hover.setState({ link });
    area.current?.toggleAttribute('data-over-link', link !== null);
  };

  return (
    // Keys are for the whole page (canvas-keys.ts); this is where parts are dropped.
    <div
      ref={area}
      className={classes['canvas']}
      data-far={isFar || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        event.preventDefault();
        dropPart(editor, event.dataTransfer, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      }}
    >
      <ReactFlow<FlowNode>
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        colorMode={scheme}
        {...drag}
        nodesConnectable={false}
        elevateNodesOnSelect={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        multiSelectionKeyCode={MULTI_SELECT}
        panOnDrag={PAN_BUTTONS}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.05}
        maxZoom={2.5}
        zoomOnDoubleClick={false}
        fitView
        fitViewOptions={FIT_ALL}
        nodeDragThreshold={2}
        selectNodesOnDrag={false}
        onMoveStart={() => editor.live.setState({ isHeld: true })}
        onMoveEnd={() => editor.live.setState({ isHeld: false })}
        onPaneMouseMove={(event) => {
          if (event.buttons !== 0) return;
          hover(linkAt(event));
          area.current?.toggleAttribute('data-over-port', markAt(event) !== null);
        }}
        onPaneMouseLeave={() => hover(null)}
        onPaneClick={(event) => {
          const port = markAt(event);
          if (port !== null) {
            editor.ui.setState({ selection: selectPort(port), isPanelOpen: true });
            return;
          }
          const link = linkAt(event);
          editor.ui.setState({
            selection: link === null ? NOTHING_SELECTED : selectLink(link),
            ...(link === null ? {} : { isPanelOpen: true }),
          });
        }}
        onPaneContextMenu={(event) => {
          event.preventDefault();
          const link = linkAt(event);
          const at = { x: event.clientX, y: event.clientY };
          if (link === null) return;
          editor.ui.setState({ selection: selectLink(link) });
          setMenu({ at, on: { kind: 'link', id: link } });
        }}
        onNodeClick={(event, { data }) => {
          const nic =
            event.target instanceof Element ? event.target.closest<HTMLElement>('[data-nic]') : null;
          // Those that links are drawn from are clicked in use-link-drag.ts.
          const port = nic === null ? null : { nodeId: data.node.id, port: Number(nic.dataset['nic']) };
          editor.ui.setState({
            ...(port === null ? {} : { selection: selectPort(port) }),
            isPanelOpen: true,
          });
        }}
        onNodeContextMenu={(event, { data }) => {
          event.preventDefault();
          setMenu({ at: { x: event.clientX, y: event.clientY }, on: { kind: 'node', id: data.node.id } });
        }}
        onNodeDoubleClick={(_event, { data }) => {
          const machine = machineOf(data.node, editor.ui.getState().machines);
          if (machine !== undefined) openConsole(machine);
        }}
      >
        {BACKGROUND}
        <LinkLayer />
        <LinkStops />
        <LinkKnobs />
        <LabMap nodes={nodes} />
        <CanvasToolbar />
        <SearchBar />
      </ReactFlow>
      <EmptyHint />
      {menu === null ? null : <CanvasMenu place={menu} onClose={() => setMenu(null)} />}
    </div>
  );
}

/** Lets the editor know where a person looks, and look elsewhere for them. */
function usePlaces(): void {
  const { canvasPlaces } = useLabEditor();
  const { fitView, screenToFlowPosition } = useReactFlow();
  useImperativeHandle(
    canvasPlaces,
    () => ({
      centre: () => {
        const box = document.querySelector('.react-flow')?.getBoundingClientRect();
        if (box === undefined) return { x: 0, y: 0 };
        return screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      },
      reveal: (ids) => {
        // After the frame in which what is to be seen is there.
        requestAnimationFrame(() => {
          void fitView({ nodes: ids.map((id) => ({ id })), maxZoom: 1, padding: 0.2, duration: 200 });
        });
      },
    }),
    [fitView, screenToFlowPosition],
  );
}

function EmptyHint(): ReactNode {
  const isEmpty = useLabUi(({ document }) => document.nodes.size === 0);
  if (!isEmpty) return null;
  return (
    <div className={classes['empty']}>
      <p>
        Drag a switch and machines from the left, or press + beside them. Then draw a link from the plug of
        one to the other: it works at once.
      </p>
    </div>
  );
}
