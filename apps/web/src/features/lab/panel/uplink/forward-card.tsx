import { ActionIcon, Select } from '@mantine/core';
import {
  hostPortWords,
  type ForwardState,
  type HostPort,
  type LabNodeId,
  type PortForward,
} from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconTrash } from '../../../../components/icons.ts';
import { FreePorts } from '../../document/copy-forwards.ts';
import { useLabEditor } from '../../lab-editor.ts';
import panel from '../panel.module.css';
import { TextField } from '../text-field.tsx';
import classes from './uplink.module.css';
import { ForwardNews } from './forward-news.tsx';
import { portProblem } from './port-text.ts';
import { TargetField } from './target-field.tsx';

export interface ForwardCardProps {
  uplink: LabNodeId;
  forward: PortForward;
  /** Null: nothing was told of it yet. */
  state: ForwardState | null;
  onChange: (changes: Partial<PortForward>) => void;
  onRemove: () => void;
}

/** One forward: from which port of the host, to which of which machine, and whether it is open. */
export function ForwardCard({ uplink, forward, state, onChange, onRemove }: ForwardCardProps): ReactNode {
  const editor = useLabEditor();
  const { protocol, hostPort, guestPort } = forward;
  const name = hostPortWords(forward);
  const isFree = (wanted: HostPort): boolean => new FreePorts(editor.ui.getState().document).has(wanted);
  const checkHostPort = (text: string): string | null => {
    const problem = portProblem(text);
    if (problem !== null || Number(text) === hostPort) return problem;
    return isFree({ protocol, hostPort: Number(text) }) ? null : 'Another forward of this lab has it';
  };
  return (
    <fieldset aria-label={`Forward of ${name}`} className={`${panel['card']} ${classes['forward']}`}>
      <div className={classes['ports']}>
        <Select
          size="xs"
          label="Protocol"
          allowDeselect={false}
          data={(['tcp', 'udp'] as const).map((value) => ({
            value,
            label: value.toUpperCase(),
            disabled: value !== protocol && !isFree({ protocol: value, hostPort }),
          }))}
          value={protocol}
          onChange={(value) => onChange({ protocol: value === 'udp' ? 'udp' : 'tcp' })}
        />
        <TextField
          label="Host port"
          inputMode="numeric"
          maxLength={20}
          value={String(hostPort)}
          check={checkHostPort}
          onCommit={(text) => onChange({ hostPort: Number(text) })}
        />
        <TextField
          label="Guest port"
          inputMode="numeric"
          maxLength={20}
          value={String(guestPort)}
          check={portProblem}
          onCommit={(text) => onChange({ guestPort: Number(text) })}
        />
        <ActionIcon
          className={classes['remove']}
          aria-label={`Remove the forward of ${name}`}
          onClick={onRemove}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      </div>
      <TargetField uplink={uplink} forward={forward} onChange={(target) => onChange({ target })} />
      <ForwardNews forward={forward} state={state} />
    </fieldset>
  );
}
