import { Button } from '@mantine/core';
import { encodeTunnelCode, otherEnd, type RemoteTunnel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../../../components/copy-button.tsx';
import { putNode } from '../../commands.ts';
import { useLabEditor, useLive } from '../../lab-editor.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';
import own from './remote.module.css';
import { heardWords } from './heard-words.ts';
import type { RemoteLabNode } from './remote-lab-node.ts';
import { unheardWords } from './unheard-words.ts';

/** A tunnel that is set up: where it leads, what passed, and what the other host needs to join. */
export function TunnelPart({ node, tunnel }: { node: RemoteLabNode; tunnel: RemoteTunnel }): ReactNode {
  const editor = useLabEditor();
  const now = useLive(({ remotes }) => remotes.get(node.id));
  const code = encodeTunnelCode(otherEnd(tunnel));
  const strangers = now?.strangers ?? 0;
  const unheard = unheardWords(now, tunnel.peer);
  return (
    <>
      <Part title="Tunnel">
        <dl className={own['facts']}>
          <dt>This host</dt>
          <dd className="u-mono">
            {tunnel.local.address}:{tunnel.local.port}
          </dd>
          <dt>Other host</dt>
          <dd className="u-mono">
            {tunnel.peer.address}:{tunnel.peer.port}
          </dd>
          <dt>Last heard</dt>
          <dd>{heardWords(now?.heardSecondsAgo ?? null)}</dd>
          <dt>Frames</dt>
          <dd>
            {now?.sent.frames ?? 0} there, {now?.received.frames ?? 0} back
          </dd>
        </dl>
        {strangers === 0 ? null : (
          <p className={classes['bad']}>
            {strangers === 1 ? '1 frame' : `${strangers} frames`} came with a wrong key: the other host has
            another tunnel&apos;s code.
          </p>
        )}
        {unheard === null ? null : <p className={classes['bad']}>{unheard}</p>}
        <Button size="xs" variant="default" onClick={() => putNode(editor, { ...node, tunnel: null })}>
          Take it apart
        </Button>
      </Part>
      <Part title="On the other host" aside={<CopyButton value={code} label="Copy the code" />}>
        <p className={classes['quiet']}>
          Add an “Other host” to a lab there and paste this code. It holds the key of the tunnel: who has it
          can send frames into this lab.
        </p>
        <code className={own['code']}>{code}</code>
      </Part>
    </>
  );
}
