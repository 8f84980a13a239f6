import { Button, Switch } from '@mantine/core';
import type { LabNode, SwitchState } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { notifyError, notifySuccess } from '../../../components/notify.ts';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { putNode } from '../commands.ts';
import { useLabEditor, useLive } from '../lab-editor.ts';
import { DhcpFields } from './dhcp-fields.tsx';
import { LabelField } from './label-field.tsx';
import { LeasesPart } from './leases-part.tsx';
import { NumberField } from './number-field.tsx';
import { Part } from './part.tsx';
import { StationsPart } from './stations-part.tsx';

export type SwitchLabNode = Extract<LabNode, { kind: 'switch' }>;

/** A switch: its settings, who is where, and who has which address. */
export function SwitchPanel({ node }: { node: SwitchLabNode }): ReactNode {
  const editor = useLabEditor();
  const now = useLive(({ switches }) => switches.get(node.id));
  return (
    <>
      <Part title="Switch">
        <LabelField node={node} />
        <NumberField
          label="Forgets silent stations after"
          suffix=" s"
          min={1}
          max={86_400}
          value={node.ageingSeconds}
          onCommit={(ageingSeconds) => putNode(editor, { ...node, ageingSeconds })}
        />
        <Switch
          size="xs"
          label="Storm guard"
          description="Closes a link whose broadcasts go round in a circle"
          checked={node.stormGuard}
          onChange={(event) => putNode(editor, { ...node, stormGuard: event.currentTarget.checked })}
        />
      </Part>
      <DhcpFields node={node} />
      {node.dhcp === null && (now?.leases.length ?? 0) === 0 ? null : (
        <LeasesPart leases={now?.leases ?? []} />
      )}
      <Stations node={node} stations={now?.stations ?? []} />
    </>
  );
}

function Stations({ node, stations }: { node: SwitchLabNode; stations: SwitchState['stations'] }): ReactNode {
  const { labId } = useLabEditor();
  const [isPending, setPending] = useState(false);
  const forget = async (): Promise<void> => {
    setPending(true);
    try {
      await api.labs.forgetStations({ id: labId, nodeId: node.id });
      notifySuccess('The switch has forgotten who is where');
    } catch (error) {
      notifyError('The stations were not forgotten', toUmlautError(error));
    }
    setPending(false);
  };
  return (
    <StationsPart
      stations={stations}
      aside={
        <Button
          size="compact-xs"
          variant="default"
          loading={isPending}
          disabled={stations.length === 0}
          onClick={() => void forget()}
        >
          Forget
        </Button>
      }
    />
  );
}
