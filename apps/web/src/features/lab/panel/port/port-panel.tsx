import { Button } from '@mantine/core';
import type { LabLink } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconLink } from '../../../../components/icons.ts';
import { ownTarget } from '../../../../components/nic-words.ts';
import { putVlan } from '../../commands.ts';
import { nicOf, type Port } from '../../document/ports.ts';
import { portKey, useLabEditor, useLabUi } from '../../lab-editor.ts';
import { machineOf, vlanSentence } from '../../node-words.ts';
import { CapturePart } from '../capture-part.tsx';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';
import { VlanFields } from '../vlan-fields.tsx';
import { PortAddresses } from './port-addresses.tsx';
import { PortFigures } from './port-figures.tsx';
import { PortState } from './port-state.tsx';
import { PortStations } from './port-stations.tsx';

/** A port of one thing: how it is, what passes it, who is behind it. */
export function PortPanel({ port }: { port: Port }): ReactNode {
  const node = useLabUi(({ document }) => document.nodes.get(port.nodeId));
  const link = useLabUi(({ ports }) => ports.get(portKey(port)));
  const machine = useLabUi(({ machines }) => (node === undefined ? undefined : machineOf(node, machines)));
  if (node === undefined) return null;
  const nic = nicOf(machine, port.port);
  if (node.kind === 'machine' && nic === undefined) {
    return (
      <Part title="State">
        <p className={classes['bad']}>The machine has no such interface any more.</p>
      </Part>
    );
  }
  return (
    <>
      <PortState port={port} link={link} machine={machine} nic={nic} />
      {link === undefined ? (
        nic === undefined || ownTarget(nic.transport) === null ? (
          <LinkPart port={port} />
        ) : null
      ) : (
        <PortFigures port={port} link={link} machine={machine} />
      )}
      {machine === undefined || nic === undefined ? null : <PortAddresses machine={machine} nic={nic} />}
      {node.kind === 'switch' || node.kind === 'bridge' ? <PortStations port={port} /> : null}
      {link === undefined ? null : <LinkedParts port={port} link={link} isSwitch={node.kind === 'switch'} />}
    </>
  );
}

function LinkPart({ port }: { port: Port }): ReactNode {
  const editor = useLabEditor();
  return (
    <Part title="Link">
      <p className={classes['quiet']}>Nothing is plugged in here.</p>
      <div className={classes['row']}>
        <Button
          variant="default"
          leftSection={<IconLink size={14} aria-hidden />}
          onClick={() => editor.ui.setState({ linkFrom: port })}
        >
          Link to…
        </Button>
      </div>
    </Part>
  );
}

/** What there is only with a link. */
function LinkedParts({ port, link, isSwitch }: { port: Port; link: LabLink; isSwitch: boolean }): ReactNode {
  const editor = useLabEditor();
  const end = link.ends[0].nodeId === port.nodeId ? 0 : 1;
  const far = link.ends[end === 0 ? 1 : 0];
  const isFarSwitch = useLabUi(({ document }) => document.nodes.get(far.nodeId)?.kind === 'switch');
  return (
    <>
      {isSwitch || isFarSwitch ? (
        <Part title="VLANs">
          {isSwitch ? (
            <VlanFields
              vlan={link.ends[end].vlan}
              onVlan={(vlan) => putVlan(editor, link, { index: end, vlan })}
            />
          ) : (
            <p className={classes['quiet']}>At the switch. {vlanSentence(far.vlan)}</p>
          )}
        </Part>
      ) : null}
      <CapturePart link={link} end={end} />
    </>
  );
}
