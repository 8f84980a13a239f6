import type { ReactNode } from 'react';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import { useLive } from '../../lab-editor.ts';
import { LabelField } from '../label-field.tsx';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';
import { JoinPart } from './join-part.tsx';
import type { RemoteLabNode } from './remote-lab-node.ts';
import { SetUpPart } from './set-up-part.tsx';
import { TunnelPart } from './tunnel-part.tsx';

/** A tunnel to a lab on another host: how it is set up on both, and whether anything comes through. */
export function RemotePanel({ node }: { node: RemoteLabNode }): ReactNode {
  const problem = useLive(({ remotes }) => remotes.get(node.id)?.problem ?? null);
  const isSetUp = node.tunnel !== null;
  return (
    <>
      <Part
        title="Other host"
        aside={isSetUp ? null : <StatusBadge tone="idle" label="Not set up" variant="soft" />}
      >
        <LabelField node={node} />
        {isSetUp && problem !== null ? <p className={classes['bad']}>{problem}</p> : null}
        <p className={classes['quiet']}>
          One link here and one there become one cable between two computers. What goes through is not
          encrypted: over networks of strangers, put it into a VPN.
        </p>
      </Part>
      {node.tunnel === null ? (
        <>
          <JoinPart node={node} />
          <SetUpPart node={node} />
        </>
      ) : (
        <TunnelPart node={node} tunnel={node.tunnel} />
      )}
    </>
  );
}
