import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import { nicDeviceOf, type LabLink, type LabNode, type NicConfig } from '@umlaut/contracts/model';
import { useMemo, type ReactNode } from 'react';
import { compareNames } from '../../../lib/compare-names.ts';
import { IconPlus, IconRoute } from '../../../components/icons.ts';
import { machineStatus } from '../../../components/machine-status.ts';
import { NIC_KIND_LABELS, ownTarget } from '../../../components/nic-words.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { addMachine, addNode } from '../commands.ts';
import { linksOf } from '../document/lab-document.ts';
import { hasPorts, portName } from '../document/ports.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { linkWords } from '../live/link-text.ts';
import { formatBits } from '../live/rates.ts';
import { KINDS, machineOf, nodeDetail, nodeName } from '../node-words.ts';
import { openReach } from '../reach/open-reach.ts';
import { selectLink, selectNodes } from '../selection.ts';
import classes from './list.module.css';

const ORDER: readonly LabNode['kind'][] = [
  'switch',
  'hub',
  'bridge',
  'uplink',
  'remote',
  'machine',
  'note',
  'group',
];
const HEADINGS: Readonly<Record<LabNode['kind'], string>> = {
  switch: 'Switches',
  hub: 'Hubs',
  bridge: 'Kernel bridges',
  uplink: 'Internet',
  remote: 'Other hosts',
  machine: 'Machines',
  note: 'Notes',
  group: 'Areas',
};

/** The same lab in words: every thing, and under it where its links lead. */
export function LabList({ canAdd }: { canAdd: boolean }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const groups = useMemo(
    () =>
      ORDER.map((kind) => ({
        kind,
        nodes: [...document.nodes.values()]
          .filter((node) => node.kind === kind)
          .toSorted((one, other) => compareNames(nodeName(one, machines), nodeName(other, machines))),
      })).filter(({ nodes }) => nodes.length > 0),
    [document, machines],
  );
  return (
    <section className={classes['list']} aria-label="The lab as a list">
      <div className={classes['tools']}>
        {canAdd ? <AddMenu /> : null}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRoute size={14} aria-hidden />}
          onClick={() => openReach(editor)}
        >
          Can it be reached?
        </Button>
      </div>
      {groups.length === 0 ? <p className={classes['empty']}>Nothing in this lab yet.</p> : null}
      {groups.map(({ kind, nodes }) => (
        <section key={kind} aria-label={HEADINGS[kind]}>
          <h2>{HEADINGS[kind]}</h2>
          <ul>
            {nodes.map((node) => (
              <NodeItem key={node.id} node={node} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function NodeItem({ node }: { node: LabNode }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const isSelected = useLabUi(({ selection }) => selection.nodes.has(node.id));
  const machine = machineOf(node, machines);
  const Glyph = KINDS[node.kind].icon;
  return (
    <li>
      <UnstyledButton
        className={classes['row'] ?? ''}
        aria-pressed={isSelected}
        onClick={() => editor.ui.setState({ selection: selectNodes([node.id]), isPanelOpen: true })}
      >
        <Glyph size={16} stroke={1.7} aria-hidden />
        <span className={`${classes['name']} u-truncate`}>{nodeName(node, machines)}</span>
        {machine === undefined ? (
          <span className={classes['detail']}>{nodeDetail(node, document, machines)}</span>
        ) : (
          <StatusBadge {...machineStatus(machine.state)} />
        )}
      </UnstyledButton>
      {hasPorts(node) ? (
        <ul className={classes['links']}>
          {linksOf(document, node.id).map((link) => (
            <LinkItem key={link.id} node={node} link={link} />
          ))}
          {machine?.nics.map((nic) => (
            <OwnItem key={nic.number} nic={nic} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** An interface that no link is drawn to. */
function OwnItem({ nic }: { nic: NicConfig }): ReactNode {
  const target = ownTarget(nic.transport);
  if (target === null) return null;
  return (
    <li className={classes['own']}>
      <span className="u-mono">{nicDeviceOf(nic)}</span> {NIC_KIND_LABELS[nic.transport.kind]}: {target}
    </li>
  );
}

function LinkItem({ node, link }: { node: LabNode; link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const machines = useLabUi((ui) => ui.machines);
  const [one, other] = link.ends;
  const isFirst = one.nodeId === node.id;
  const own = isFirst ? one : other;
  const far = isFirst ? other : one;
  const farNode = useLabUi(({ document }) => document.nodes.get(far.nodeId));
  const isSelected = useLabUi(({ selection }) => selection.links.has(link.id));
  const live = useLive(({ links }) => links.get(link.id));
  const out = live?.rates[isFirst ? 0 : 1];
  const back = live?.rates[isFirst ? 1 : 0];
  const isFlowing = (out?.frames ?? 0) + (back?.frames ?? 0) > 0;
  return (
    <li>
      <UnstyledButton
        className={classes['row'] ?? ''}
        aria-pressed={isSelected}
        onClick={() => editor.ui.setState({ selection: selectLink(link.id), isPanelOpen: true })}
      >
        <span className={`${classes['name']} u-truncate`}>
          <span className="u-mono">{portName(node, own.port, machines)}</span> to{' '}
          {farNode === undefined ? 'nothing' : nodeName(farNode, machines)}{' '}
          <span className={classes['detail']}>{portName(farNode, far.port, machines)}</span>
        </span>
        {isFlowing ? (
          <span className={`${classes['detail']} u-num`}>
            ↑ {formatBits(out?.bits ?? 0)} ↓ {formatBits(back?.bits ?? 0)}
          </span>
        ) : null}
        <StatusBadge {...linkWords(live?.state.status, link.enabled)} />
      </UnstyledButton>
    </li>
  );
}

/** What the palette is on wide windows. */
function AddMenu(): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const here = new Set<string>(
    [...document.nodes.values()].flatMap((node) => (node.kind === 'machine' ? [node.machineId] : [])),
  );
  const free = [...machines.values()].filter(({ id }) => !here.has(id));
  return (
    <div className={classes['add']}>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" aria-label="Add to the lab">
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
          {(['switch', 'hub', 'bridge', 'uplink', 'remote', 'note', 'group'] as const).map((kind) => (
            <Menu.Item key={kind} onClick={() => addNode(editor, kind)}>
              {KINDS[kind].label}
            </Menu.Item>
          ))}
          {free.length === 0 ? null : <Menu.Divider />}
          {free.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => addMachine(editor, id)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
