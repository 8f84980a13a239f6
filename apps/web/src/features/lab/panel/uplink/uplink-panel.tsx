import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import { useLive } from '../../lab-editor.ts';
import { LabelField } from '../label-field.tsx';
import { LeasesPart } from '../leases-part.tsx';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';
import { ForwardsPart } from './forwards-part.tsx';

const STATUS = {
  up: { tone: 'good', label: 'Up' },
  starting: { tone: 'busy', label: 'Starting' },
  failed: { tone: 'bad', label: 'Failed' },
  unused: { tone: 'idle', label: 'Nothing is linked to it' },
} as const;

/** The way to the Internet, and what of this host leads into the lab. */
export function UplinkPanel({ node }: { node: Extract<LabNode, { kind: 'uplink' }> }): ReactNode {
  const now = useLive(({ uplinks }) => uplinks.get(node.id));
  return (
    <>
      <Part
        title="Internet"
        aside={now === undefined ? null : <StatusBadge {...STATUS[now.status]} variant="soft" />}
      >
        <LabelField node={node} />
        {typeof now?.problem === 'string' ? <p className={classes['bad']}>{now.problem}</p> : null}
        <p className={classes['quiet']}>
          Guests reach the Internet as this host does, by address translation. It hands out addresses itself.
        </p>
      </Part>
      <ForwardsPart node={node} states={now?.forwards ?? []} />
      <LeasesPart leases={now?.leases ?? []} />
    </>
  );
}
