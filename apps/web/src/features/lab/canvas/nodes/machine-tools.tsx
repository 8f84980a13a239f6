import { ActionIcon, Tooltip } from '@mantine/core';
import { NodeToolbar } from '@xyflow/react';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconTerminal } from '../../../../components/icons.ts';
import { MACHINE_ACTIONS, machineActionsFor } from '../../../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../../../machine-actions/use-machine-actions.ts';
import { useOpenConsole } from '../../use-open-console.ts';
import classes from './nodes.module.css';

/** The likeliest deeds, above a machine that is selected. */
export function MachineTools({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  const openConsole = useOpenConsole();
  const [action] = machineActionsFor(machine.state);
  return (
    <NodeToolbar className={`${classes['tools']} nodrag nopan`} offset={6}>
      {action === undefined ? null : (
        <Tool
          label={`${MACHINE_ACTIONS[action].label} ${machine.name}`}
          loading={busy !== undefined}
          onClick={() => run(action, machine)}
        >
          {(() => {
            const Glyph = MACHINE_ACTIONS[action].icon;
            return <Glyph size={16} stroke={1.8} aria-hidden />;
          })()}
        </Tool>
      )}
      <Tool label={`Console of ${machine.name}`} onClick={() => openConsole(machine)}>
        <IconTerminal size={16} stroke={1.8} aria-hidden />
      </Tool>
    </NodeToolbar>
  );
}

interface ToolProps {
  label: string;
  loading?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, loading = false, onClick, children }: ToolProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} loading={loading} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
