import type { LabLink, LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { machineStatus } from '../../../components/machine-status.ts';
import { NIC_KIND_LABELS, ownTarget } from '../../../components/nic-words.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { nicOf, type Port } from '../document/ports.ts';
import { useLabUi, useLive } from '../lab-editor.ts';
import { endWords } from '../live/end-words.ts';
import { closedWords } from '../live/forward-words.ts';
import { linkWords } from '../live/link-text.ts';
import { formatBits } from '../live/rates.ts';
import { KINDS, fullPortName, linkName, machineOf, nodeDetail, nodeName, vlanTag } from '../node-words.ts';
import classes from './tree.module.css';

/** A thing: what it is, what it is called and how it is. */
export function NodeLine({ node }: { node: LabNode }): ReactNode {
  const name = useLabUi(({ machines }) => nodeName(node, machines));
  const detail = useLabUi(({ document, machines }) => nodeDetail(node, document, machines));
  const machine = useLabUi(({ machines }) => machineOf(node, machines));
  const trouble = useLive(({ uplinks }) => closedWords(uplinks.get(node.id)?.forwards ?? []));
  const Glyph = KINDS[node.kind].icon;
  const status =
    machine !== undefined
      ? machineStatus(machine.state)
      : trouble !== null
        ? ({ tone: 'warn', label: trouble } as const)
        : null;
  return (
    <>
      <Glyph size={16} stroke={1.7} aria-hidden />
      <span className={`${classes['name']} u-truncate`}>{name}</span>
      {status === null ? <span className={classes['detail']}>{detail}</span> : <StatusBadge {...status} />}
    </>
  );
}

export interface PortLineProps {
  name: string;
  node: LabNode;
  port: Port;
  link: LabLink | undefined;
}

/** A port: where its link leads, and how this end of it is. */
export function PortLine({ name, node, port, link }: PortLineProps): ReactNode {
  if (link === undefined) return <FreeLine name={name} node={node} port={port} />;
  return <LinkedLine name={name} port={port} link={link} />;
}

function LinkedLine({ name, port, link }: { name: string; port: Port; link: LabLink }): ReactNode {
  const index = link.ends[0].nodeId === port.nodeId ? 0 : 1;
  const far = link.ends[index === 0 ? 1 : 0];
  const farName = useLabUi(({ document, machines }) => fullPortName(far, document, machines));
  const isSwitch = useLabUi(({ document }) => document.nodes.get(port.nodeId)?.kind === 'switch');
  const status = useLive(({ links }) => links.get(link.id)?.state.ends[index]);
  const tag = isSwitch ? vlanTag(link.ends[index].vlan) : null;
  return (
    <>
      <span className={`${classes['name']} u-truncate`}>
        <span className="u-mono">{name}</span> to {farName}
      </span>
      {tag === null ? null : <span className={classes['detail']}>{tag}</span>}
      {status === undefined ? null : <StatusBadge {...endWords(status)} />}
    </>
  );
}

/** An interface that no link is drawn to. */
function FreeLine({ name, node, port }: Omit<PortLineProps, 'link'>): ReactNode {
  const nic = useLabUi(({ machines }) => nicOf(machineOf(node, machines), port.port));
  const target = nic === undefined ? null : ownTarget(nic.transport);
  return (
    <>
      <span className={`${classes['name']} u-truncate`}>
        <span className="u-mono">{name}</span>
        {nic === undefined || target === null ? null : ` ${NIC_KIND_LABELS[nic.transport.kind]}: ${target}`}
      </span>
      {target === null ? <span className={classes['detail']}>Not linked</span> : null}
    </>
  );
}

/** A link: what it joins, what passes and how it is. */
export function LinkLine({ link }: { link: LabLink }): ReactNode {
  const name = useLabUi(({ document, machines }) => linkName(link, document, machines));
  const live = useLive(({ links }) => links.get(link.id));
  const [there, back] = live?.rates ?? [null, null];
  const isFlowing = (there?.frames ?? 0) + (back?.frames ?? 0) > 0;
  return (
    <>
      <span className={`${classes['name']} u-truncate`}>{name}</span>
      {isFlowing ? (
        <span className={`${classes['detail']} u-num`}>
          → {formatBits(there?.bits ?? 0)} ← {formatBits(back?.bits ?? 0)}
        </span>
      ) : null}
      <StatusBadge {...linkWords(live?.state.status, link.enabled)} />
    </>
  );
}
