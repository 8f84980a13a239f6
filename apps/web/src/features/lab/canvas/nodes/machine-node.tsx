import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { IconDeviceDesktop } from '../../../../components/icons.ts';
import { machineStatus } from '../../../../components/machine-status.ts';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import { useLabUi, useLive } from '../../lab-editor.ts';
import { firstAddress } from '../../live/first-address.ts';
import { deviceWord } from '../../node-words.ts';
import type { FlowNode } from '../flow-nodes.ts';
import { MachineTools } from './machine-tools.tsx';
import { NicChip } from './nic-chip.tsx';
import { NodeTitle } from './node-title.tsx';
import classes from './nodes.module.css';

/** Of more interfaces the kinds are in the panel only: there is no room. */
const KINDS_SHOWN = 2;

export const MachineNode = memo(function MachineNode({ data, selected }: NodeProps<FlowNode>): ReactNode {
  const { node } = data;
  const machineId = node.kind === 'machine' ? node.machineId : undefined;
  const machine = useLabUi(({ machines }) => (machineId === undefined ? undefined : machines.get(machineId)));
  const address = useLive(({ nics }) => (machine === undefined ? null : firstAddress(machine, nics)));
  if (machine === undefined) {
    return (
      <div className={classes['box']} data-tone="bad">
        <NodeTitle node={node} state={[]} />
        <div className={classes['content']}>
          <span className={classes['name']}>Machine that is gone</span>
          <span className={classes['detail']}>Deleted: remove it from the lab</span>
        </div>
      </div>
    );
  }
  const status = machineStatus(machine.state);
  return (
    <div className={classes['box']} data-tone={status.tone}>
      <NodeTitle node={node} state={[address, status.label]} />
      {selected ? <MachineTools machine={machine} /> : null}
      <div className={classes['content']}>
        <span className={classes['head']}>
          <IconDeviceDesktop size={15} stroke={1.7} aria-hidden />
          <span className={classes['name']}>{machine.name}</span>
        </span>
        <span className={classes['detail']}>
          <StatusBadge {...status} />
          {address === null ? null : <span className={`u-mono ${classes['address']}`}>{address}</span>}
        </span>
        <span className={classes['chips']}>
          <span className={classes['chipLabel']} aria-hidden>
            {deviceWord(machine)}
          </span>
          {machine.nics.map((nic) => (
            <NicChip
              isRunning={machine.state.phase !== 'stopped'}
              key={nic.number}
              nodeId={node.id}
              machineId={machine.id}
              nic={nic}
              showKind={machine.nics.length <= KINDS_SHOWN}
            />
          ))}
          <span
            className={`${classes['chip']} nodrag`}
            data-port="next"
            data-node={node.id}
            title="Draw a link"
          >
            +
          </span>
        </span>
      </div>
    </div>
  );
});
