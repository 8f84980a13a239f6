import {
  nicDeviceOf,
  mediumOf,
  type LabNodeId,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { NIC_KIND_LABELS, ownTarget } from '../../../../components/nic-words.ts';
import { operstateWords } from '../../../../components/operstate.ts';
import { portKey, useLabUi, useLive } from '../../lab-editor.ts';
import { linkWords, nicWords } from '../../live/link-text.ts';
import { nicKey } from '../../live/live-store.ts';
import { isSelectedPort } from '../../selection.ts';
import classes from './nodes.module.css';

export interface NicChipProps {
  nodeId: LabNodeId;
  machineId: MachineId;
  nic: NicConfig;
  isRunning: boolean;
  /** Whether there is room for its kind. */
  showKind: boolean;
}

/** An interface of a machine on the canvas: links are drawn from it; a ring when it is free. */
export const NicChip = memo(function NicChip(props: NicChipProps): ReactNode {
  const { nodeId, machineId, nic, isRunning, showKind } = props;
  const { number, transport } = nic;
  const link = useLabUi(({ ports }) => ports.get(portKey({ nodeId, port: number })));
  const status = useLive(({ links }) => (link === undefined ? undefined : links.get(link.id)?.state.status));
  const operstate = useLive(({ nics }) => nics.get(nicKey(machineId, number))?.operstate ?? null);
  const words = link === undefined ? null : linkWords(status, link.enabled);
  const carrier = useLive(({ nics }) => nics.get(nicKey(machineId, number))?.carrier ?? null);
  const guest = { isRunning, operstate, carrier };
  const tone = link === undefined ? 'free' : nicWords(status, link.enabled, guest).tone;
  const isSelected = useLabUi(({ selection }) => isSelectedPort(selection, { nodeId, port: number }));
  const isOwn = mediumOf(transport) === 'own';
  const isPlain = transport.kind === 'fabric';
  const title = [
    isPlain ? nicDeviceOf(nic) : `${nicDeviceOf(nic)} (${NIC_KIND_LABELS[transport.kind]})`,
    isOwn
      ? `${ownTarget(transport)}: no link in a lab`
      : words === null
        ? 'no link: drag to draw one'
        : `link ${words.label.toLowerCase()}`,
    ...(operstate === null ? [] : [`${operstateWords(operstate).label} in the guest`]),
    ...(isRunning ? [] : ['machine off']),
  ].join(', ');
  return (
    <span
      className={`${classes['chip']} nodrag`}
      {...(isOwn ? {} : { 'data-port': number, 'data-node': nodeId })}
      data-tone={isOwn ? 'own' : tone}
      data-nic={number}
      data-selected={isSelected || undefined}
      title={title}
    >
      {showKind && !isPlain ? `${number} ${transport.kind}` : number}
    </span>
  );
});
