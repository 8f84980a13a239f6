import type { NodeProps } from '@xyflow/react';
import type { LabNode } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { useLabUi, useLive } from '../../lab-editor.ts';
import { KINDS, nodeDetail, nodeName } from '../../node-words.ts';
import type { FlowNode } from '../flow-nodes.ts';
import { closedWords } from '../../live/forward-words.ts';
import { NodeTitle } from './node-title.tsx';
import classes from './nodes.module.css';

export const SwitchNode = memo(function SwitchNode({ data }: NodeProps<FlowNode>): ReactNode {
  return <Device node={data.node} tone="plain" extra={null} />;
});

export const HubNode = memo(function HubNode({ data }: NodeProps<FlowNode>): ReactNode {
  return <Device node={data.node} tone="plain" extra={null} />;
});

export const BridgeNode = memo(function BridgeNode({ data }: NodeProps<FlowNode>): ReactNode {
  return <Device node={data.node} tone="plain" extra={null} />;
});

const UPLINK_WORDS = { up: 'up', starting: 'starting', failed: 'failed', unused: null } as const;

export const UplinkNode = memo(function UplinkNode({ data }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const status = useLive(({ uplinks }) => uplinks.get(node.id)?.status);
  const closed = useLive(({ uplinks }) => closedWords(uplinks.get(node.id)?.forwards ?? []));
  const trouble = status === 'failed' ? null : closed;
  const tone = status === 'failed' ? 'bad' : trouble !== null ? 'warn' : status === 'up' ? 'good' : 'plain';
  const words = status === undefined || trouble !== null ? null : UPLINK_WORDS[status];
  // Both would not fit.
  const instead = status === 'unused' ? 'Nothing is linked' : (trouble ?? undefined);
  return <Device node={node} tone={tone} extra={words} instead={instead} />;
});

/** Silent for so long, and nobody would call it alive. */
const SILENT_SECONDS = 60;

export const RemoteNode = memo(function RemoteNode({ data }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const problem = useLive(({ remotes }) => remotes.get(node.id)?.problem ?? null);
  const isHeard = useLive(({ remotes }) => {
    const seconds = remotes.get(node.id)?.heardSecondsAgo ?? null;
    return seconds !== null && seconds < SILENT_SECONDS;
  });
  const isSetUp = node.kind === 'remote' && node.tunnel !== null;
  const tone = isSetUp && problem !== null ? 'bad' : isHeard ? 'good' : 'plain';
  const words = isSetUp && problem !== null ? 'failed' : isHeard ? 'heard' : null;
  return <Device node={node} tone={tone} extra={words} />;
});

interface DeviceProps {
  node: LabNode;
  tone: 'plain' | 'good' | 'warn' | 'bad';
  extra: string | null;
  /** Of its detail. */
  instead?: string | undefined;
}

/** What joins machines: a label, what it is, and the plug that links are drawn from. */
function Device({ node, tone, extra, instead }: DeviceProps): ReactNode {
  const name = useLabUi(({ machines }) => nodeName(node, machines));
  const detail = useLabUi(({ document, machines }) => instead ?? nodeDetail(node, document, machines));
  const Glyph = KINDS[node.kind].icon;
  return (
    <div className={`${classes['box']} ${classes['device']}`} data-tone={tone} data-kind={node.kind}>
      <NodeTitle node={node} state={[detail, extra]} />
      <div className={classes['content']}>
        <span className={classes['head']}>
          <Glyph size={16} stroke={1.7} aria-hidden />
          <span className={classes['name']}>{name}</span>
        </span>
        <span className={classes['detail']}>
          <span className="u-truncate">{detail}</span>
          {extra === null ? null : <span className={classes['extra']}>{extra}</span>}
        </span>
        <span
          className={`${classes['plug']} nodrag`}
          data-port="next"
          data-node={node.id}
          title="Draw a link from here"
        >
          +
        </span>
      </div>
    </div>
  );
}
