import { MiniMap, useStore as useFlowStore } from '@xyflow/react';
import { useMemo, type ReactNode } from 'react';
import { isWithin, boundsOf } from '../geometry/bounds.ts';
import type { FlowNode } from './flow-nodes.ts';

/** A map of more than these costs more than it helps; of fewer nobody needs one. */
const MOST = 300;
const FEWEST = 8;

/** A small map of the lab, while some of it is out of view: it lies over the drawing, which it must not cover for nothing. */
export function LabMap({ nodes }: { nodes: readonly FlowNode[] }): ReactNode {
  // Without a map nothing is worked out for it, at each frame of a drag or a zoom.
  return nodes.length < FEWEST || nodes.length > MOST ? null : <MapWhenHidden nodes={nodes} />;
}

function MapWhenHidden({ nodes }: { nodes: readonly FlowNode[] }): ReactNode {
  const bounds = useMemo(
    () => boundsOf(nodes.map(({ position, data }) => ({ node: data.node, position }))),
    [nodes],
  );
  const isAllSeen = useFlowStore(({ transform: [x, y, zoom], width, height }) =>
    bounds === null
      ? true
      : isWithin(bounds, { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }),
  );
  if (isAllSeen) return null;
  return <MiniMap pannable zoomable ariaLabel="Map of the lab" nodeColor="var(--lab-edge)" />;
}
