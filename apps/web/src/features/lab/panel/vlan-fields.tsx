import { Select } from '@mantine/core';
import { DEFAULT_VLAN, MAX_VLAN, type PortVlan } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatVlans, parseVlans } from '../vlan-list.ts';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';

interface VlanFieldsProps {
  vlan: PortVlan;
  onVlan: (vlan: PortVlan) => void;
}

/** What a port of a switch does with VLAN tags. */
export function VlanFields({ vlan, onVlan }: VlanFieldsProps): ReactNode {
  return (
    <>
      <Select
        size="xs"
        label="VLAN tags"
        allowDeselect={false}
        value={vlan.mode}
        data={[
          { value: 'access', label: 'Access: none, one VLAN' },
          { value: 'trunk', label: 'Trunk: tagged, many VLANs' },
        ]}
        onChange={(mode) =>
          onVlan(mode === 'trunk' ? { mode: 'trunk', vlans: null, native: null } : DEFAULT_VLAN)
        }
      />
      {vlan.mode === 'access' ? (
        <NumberField
          label="VLAN"
          min={1}
          max={MAX_VLAN}
          value={vlan.vlan}
          onCommit={(value) => onVlan({ mode: 'access', vlan: value })}
        />
      ) : (
        <>
          <TextField
            label="Allowed"
            placeholder="All"
            description="Like 1, 10-20; empty: all"
            maxLength={500}
            value={formatVlans(vlan.vlans)}
            check={(text) =>
              parseVlans(text) === undefined ? 'Numbers from 1 to 4094, like 1, 10-20' : null
            }
            onCommit={(text) => onVlan({ ...vlan, vlans: parseVlans(text) ?? null })}
          />
          <TextField
            label="Native"
            placeholder="None: frames without a tag are dropped"
            maxLength={60}
            value={vlan.native === null ? '' : String(vlan.native)}
            check={(text) =>
              (parseVlans(text)?.length ?? 1) === 1 && parseVlans(text) !== undefined
                ? null
                : 'One VLAN, or empty'
            }
            onCommit={(text) => onVlan({ ...vlan, native: parseVlans(text)?.[0] ?? null })}
          />
        </>
      )}
    </>
  );
}
