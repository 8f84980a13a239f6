import { operstateWords } from '../../../../components/operstate.ts';
import type { LabNodeId, MachineId } from '@umlaut/contracts/model';
import { nicDevice } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { portKey, useLabUi, useLive } from '../../lab-editor.ts';
import { linkWords } from '../../live/link-text.ts';
import { nicKey } from '../../live/live-store.ts';
import classes from './nodes.module.css';

export interface NicChipProps {
  nodeId: LabNodeId;
  machineId: MachineId;
  number: number;
}

/** An interface of a machine on the canvas: links are drawn from it; a ring when it is free. */
export const NicChip = memo(function NicChip({ nodeId, machineId, number }: NicChipProps): ReactNode {
  const link = useLabUi(({ ports }) => ports.get(portKey({ nodeId, port: number })));
  const status = useLive(({ links }) => (link === undefined ? undefined : links.get(link.id)?.state.status));
  const operstate = useLive(({ nics }) => nics.get(nicKey(machineId, number))?.operstate ?? null);
  const words = link === undefined ? null : linkWords(status, link.enabled);
  const title = [
    nicDevice(number),
    words === null ? 'no link: drag to draw one' : `link ${words.label.toLowerCase()}`,
    ...(operstate === null ? [] : [`${operstateWords(operstate).label} in the guest`]),
  ].join(', ');
  return (
    <span
      className={`${classes['chip']} nodrag`}
      data-port={number}
      data-node={nodeId}
      data-tone={words?.tone ?? 'free'}
      title={title}
    >
      {number}
    </span>
  );
});
