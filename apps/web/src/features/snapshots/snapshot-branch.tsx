import type { ReactNode } from 'react';
import { PresentState } from './present-state.tsx';
import { SnapshotCard, type SnapshotPlace } from './snapshot-card.tsx';
import type { SnapshotNode } from './snapshot-nodes.ts';
import classes from './snapshots.module.css';

/** A snapshot with all that came from it, in lists within lists: a screen reader tells the depth. */
export function SnapshotBranch({ node, ...place }: SnapshotPlace & { node: SnapshotNode }): ReactNode {
  const { snapshot, children } = node;
  return (
    <li className={classes['item']}>
      <SnapshotCard snapshot={snapshot} {...place} />
      {children.length === 0 && !snapshot.isPresentParent ? null : (
        <ul aria-label={`Came from ${snapshot.name}`}>
          {children.map((child) => (
            <SnapshotBranch key={child.snapshot.id} node={child} {...place} />
          ))}
          {snapshot.isPresentParent ? <PresentState machine={place.machine} present={place.present} /> : null}
        </ul>
      )}
    </li>
  );
}
