import type { LabSketch as Sketch } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import classes from './lab-sketch.module.css';

/** Room around it, and the least that is shown of the canvas, so that two things are not huge. */
const MARGIN = 90;
const LEAST = { width: 900, height: 300 };

/** What a lab looks like, for those who see; its description says the same. */
export function LabSketch({ sketch: { nodes, links } }: { sketch: Sketch }): ReactNode {
  return (
    <svg className={classes['sketch']} viewBox={viewBoxOf(nodes)} aria-hidden>
      {links.map(([from, to], at) => {
        const [one, other] = [nodes[from], nodes[to]];
        if (one === undefined || other === undefined) return null;
        return <line key={at} x1={one.x} y1={one.y} x2={other.x} y2={other.y} />;
      })}
      {nodes.map(({ kind, x, y }, at) => (
        <Thing key={at} kind={kind} x={x} y={y} />
      ))}
    </svg>
  );
}

function Thing({ kind, x, y }: Sketch['nodes'][number]): ReactNode {
  switch (kind) {
    case 'machine':
      return <rect data-kind="machine" x={x - 60} y={y - 42} width={120} height={84} rx={14} />;
    case 'switch':
    case 'bridge':
      return <rect data-kind="switch" x={x - 70} y={y - 24} width={140} height={48} rx={10} />;
    case 'hub':
      return <rect data-kind="hub" x={x - 50} y={y - 20} width={100} height={40} rx={20} />;
    case 'uplink':
    case 'remote':
      return <circle data-kind="outside" cx={x} cy={y} r={44} />;
  }
}

function viewBoxOf(nodes: Sketch['nodes']): string {
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  const width = Math.max(...xs) + MARGIN - left;
  const height = Math.max(...ys) + MARGIN - top;
  const [wide, high] = [Math.max(width, LEAST.width), Math.max(height, LEAST.height)];
  return [left - (wide - width) / 2, top - (high - height) / 2, wide, high].join(' ');
}
