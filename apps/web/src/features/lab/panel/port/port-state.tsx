import { Button } from '@mantine/core';
import type { LabLink, Machine, NicConfig } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconPlugConnected, IconUnlink } from '../../../../components/icons.ts';
import { NIC_KIND_LABELS, ownTarget } from '../../../../components/nic-words.ts';
import { operstateWords } from '../../../../components/operstate.ts';
import { StatusBadge } from '../../../../components/status-badge.tsx';
import { setLinkEnabled } from '../../commands.ts';
import type { Port } from '../../document/ports.ts';
import { useLabEditor, useLabUi, useLive } from '../../lab-editor.ts';
import { endWords } from '../../live/end-words.ts';
import { linkWords } from '../../live/link-text.ts';
import { nicKey } from '../../live/live-store.ts';
import { fullPortName } from '../../node-words.ts';
import { selectLink, selectPort } from '../../selection.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';

export interface PortStateProps {
  port: Port;
  link: LabLink | undefined;
  machine: Machine | undefined;
  nic: NicConfig | undefined;
}

/** Each end of its link for itself: a link to a machine that is off is up, and nobody is there. */
export function PortState({ port, link, machine, nic }: PortStateProps): ReactNode {
  return (
    <Part title="State">
      <dl className={classes['facts']}>
        {link === undefined ? null : <LinkFacts port={port} link={link} />}
        {machine === undefined || nic === undefined ? null : <GuestFacts machine={machine} nic={nic} />}
      </dl>
      {link === undefined ? null : <LinkDeeds link={link} />}
    </Part>
  );
}

function LinkFacts({ port, link }: { port: Port; link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const end = link.ends[0].nodeId === port.nodeId ? 0 : 1;
  const far = link.ends[end === 0 ? 1 : 0];
  const farName = useLabUi(({ document, machines }) => fullPortName(far, document, machines));
  const state = useLive(({ links }) => links.get(link.id)?.state);
  const own = state?.ends[end];
  const other = state?.ends[end === 0 ? 1 : 0];
  return (
    <>
      <Fact label="Link">
        <StatusBadge {...linkWords(state?.status, link.enabled)} />
        {typeof state?.problem === 'string' && link.enabled ? (
          <p className={classes['bad']}>{state.problem}</p>
        ) : null}
      </Fact>
      <Fact label="This end">{own === undefined ? 'Not known yet' : <StatusBadge {...endWords(own)} />}</Fact>
      <Fact label="Linked to">
        <button
          type="button"
          className={classes['linkButton']}
          onClick={() => editor.ui.setState({ selection: selectPort(far) })}
        >
          {farName}
        </button>
      </Fact>
      <Fact label="That end">
        {other === undefined ? 'Not known yet' : <StatusBadge {...endWords(other)} />}
      </Fact>
    </>
  );
}

/** As the guest's kernel has it. */
function GuestFacts({ machine, nic }: { machine: Machine; nic: NicConfig }): ReactNode {
  const now = useLive(({ nics }) => nics.get(nicKey(machine.id, nic.number)));
  const isOff = machine.state.phase === 'stopped';
  const target = ownTarget(nic.transport);
  const unknown = isOff ? 'The machine is off' : 'Not known';
  const operstate = now?.operstate ?? null;
  const carrier = now?.carrier ?? null;
  return (
    <>
      <Fact label="Kind">
        {NIC_KIND_LABELS[nic.transport.kind]}
        {target === null ? '' : `, leads to ${target}`}
      </Fact>
      <Fact label="Operstate">
        {operstate === null ? unknown : `${operstate} (${operstateWords(operstate).label} in the guest)`}
      </Fact>
      <Fact label="Carrier">
        {carrier === null
          ? operstate === null
            ? unknown
            : 'None to tell while it is down'
          : carrier
            ? 'Yes'
            : 'No'}
      </Fact>
    </>
  );
}

function LinkDeeds({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const Glyph = link.enabled ? IconUnlink : IconPlugConnected;
  return (
    <div className={classes['row']}>
      <Button variant="default" onClick={() => editor.ui.setState({ selection: selectLink(link.id) })}>
        Show the link
      </Button>
      <Button
        variant="default"
        leftSection={<Glyph size={14} aria-hidden />}
        onClick={() => setLinkEnabled(editor, link, !link.enabled)}
      >
        {link.enabled ? 'Unplug' : 'Plug in'}
      </Button>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
