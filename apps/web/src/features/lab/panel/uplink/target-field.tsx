import { Select } from '@mantine/core';
import type { ForwardTarget, LabNodeId, PortForward } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { useLabUi } from '../../lab-editor.ts';
import { onlyMachine, targetName, targetOf, targetOptions, targetValue } from './target-options.ts';

const FIRST = 'first';

export interface TargetFieldProps {
  uplink: LabNodeId;
  forward: PortForward;
  onChange: (target: ForwardTarget | null) => void;
}

/** The machine that a forward leads to. */
export function TargetField({ uplink, forward: { target }, onChange }: TargetFieldProps): ReactNode {
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const { here, elsewhere } = targetOptions(uplink, document, machines);
  const only = onlyMachine(uplink, document, machines);
  const first = {
    value: FIRST,
    label: only === null ? 'Whichever is heard first' : `The only machine: ${only}`,
  };
  const value = target === null ? FIRST : targetValue(target);
  const isKnown = [first, ...here, ...elsewhere].some((option) => option.value === value);
  const chosen = target === null || isKnown ? [] : [{ value, label: targetName(target, document, machines) }];
  const groups = [
    { group: 'In this network', items: here },
    { group: 'Not linked to it', items: elsewhere },
    { group: 'No machine in particular', items: [first] },
  ];
  return (
    <Select
      size="xs"
      label="Leads to"
      allowDeselect={false}
      data={[...chosen, ...groups.filter(({ items }) => items.length > 0)]}
      value={value}
      searchable={here.length + elsewhere.length > 8}
      nothingFoundMessage="No such machine"
      onChange={(wanted) => onChange(wanted === null ? null : targetOf(wanted))}
    />
  );
}
