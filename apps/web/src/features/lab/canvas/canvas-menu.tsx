import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { LabLinkId, LabNodeId, LabPosition, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import {
  IconDeviceDesktop,
  IconLink,
  IconPlug,
  IconPlugConnected,
  IconRoute,
  IconTerminal,
  IconTrash,
  IconUnlink,
} from '../../../components/icons.ts';
import { MACHINE_ACTIONS, machineActionsFor } from '../../../machine-actions/action-definitions.ts';
import { useMachineActions } from '../../../machine-actions/use-machine-actions.ts';
import { setLinkEnabled } from '../commands.ts';
import { hasPorts } from '../document/ports.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { fullPortName, machineOf } from '../node-words.ts';
import { openReach, selectedMachines } from '../reach/open-reach.ts';
import { selectPort } from '../selection.ts';
import { useOpenConsole } from '../use-open-console.ts';

export interface MenuPlace {
  at: LabPosition;
  on: { kind: 'node'; id: LabNodeId } | { kind: 'link'; id: LabLinkId };
}

/** What can be done to one thing of the drawing, where it was clicked with the other button. */
export function CanvasMenu({ place, onClose }: { place: MenuPlace; onClose: () => void }): ReactNode {
  return (
    <Menu opened onClose={onClose} shadow="md" width={210} position="bottom-start">
      <Menu.Target>
        <span style={{ position: 'fixed', left: place.at.x, top: place.at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {place.on.kind === 'node' ? <NodeItems id={place.on.id} /> : <LinkItems id={place.on.id} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function NodeItems({ id }: { id: LabNodeId }): ReactNode {
  const editor = useLabEditor();
  const node = useLabUi(({ document }) => document.nodes.get(id));
  const machine = useLabUi(({ machines }) => (node === undefined ? undefined : machineOf(node, machines)));
  if (node === undefined) return null;
  return (
    <>
      {machine === undefined ? null : <MachineItems machine={machine} />}
      {machine === undefined ? null : <ReachItem machine={machine} />}
      {hasPorts(node) ? (
        <Menu.Item
          leftSection={<IconLink size={15} aria-hidden />}
          onClick={() => editor.ui.setState({ linkFrom: { nodeId: id, port: null } })}
        >
          Link to…
        </Menu.Item>
      ) : null}
      <Menu.Divider />
      <Menu.Item
        c="var(--u-bad)"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => editor.session.edit([{ edit: 'remove-node', id }])}
      >
        Remove from the lab
      </Menu.Item>
    </>
  );
}

function MachineItems({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const openConsole = useOpenConsole();
  const navigate = useNavigate();
  const actions = machineActionsFor(machine.state).filter(
    (action) => action !== 'edit' && action !== 'clone' && action !== 'delete',
  );
  return (
    <>
      {actions.map((action) => {
        const { label, icon: Glyph, danger } = MACHINE_ACTIONS[action];
        return (
          <Menu.Item
            key={action}
            {...(danger ? { c: 'var(--u-bad)' } : {})}
            leftSection={<Glyph size={15} stroke={1.8} aria-hidden />}
            onClick={() => run(action, machine)}
          >
            {label}
          </Menu.Item>
        );
      })}
      <Menu.Item leftSection={<IconTerminal size={15} aria-hidden />} onClick={() => openConsole(machine)}>
        Console
      </Menu.Item>
      <Menu.Item
        leftSection={<IconDeviceDesktop size={15} aria-hidden />}
        onClick={() => void navigate({ to: '/machines/$machineId', params: { machineId: machine.id } })}
      >
        Page of the machine
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}

/** Between the two that are selected, or from this one. */
function ReachItem({ machine }: { machine: Machine }): ReactNode {
  const editor = useLabEditor();
  const names = useLabUi(({ machines }) => machines);
  const chosen = selectedMachines(editor);
  const isPair = chosen.length === 2 && chosen.includes(machine.id);
  const [one, other] = chosen.map((id) => names.get(id)?.name ?? '');
  return (
    <Menu.Item
      leftSection={<IconRoute size={15} aria-hidden />}
      onClick={() => (isPair ? openReach(editor) : editor.reach.open(machine.id))}
    >
      {isPair ? `Can ${one} reach ${other}?` : 'Whom can it reach?'}
    </Menu.Item>
  );
}

function LinkItems({ id }: { id: LabLinkId }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const link = document.links.get(id);
  if (link === undefined) return null;
  const Glyph = link.enabled ? IconUnlink : IconPlugConnected;
  return (
    <>
      <Menu.Item
        leftSection={<Glyph size={15} aria-hidden />}
        onClick={() => setLinkEnabled(editor, link, !link.enabled)}
      >
        {link.enabled ? 'Unplug' : 'Plug in'}
      </Menu.Item>
      {link.ends.map((end) => (
        <Menu.Item
          key={end.nodeId}
          leftSection={<IconPlug size={15} aria-hidden />}
          onClick={() => editor.ui.setState({ selection: selectPort(end), isPanelOpen: true })}
        >
          {fullPortName(end, document, machines)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item
        c="var(--u-bad)"
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => editor.session.edit([{ edit: 'remove-link', id }])}
      >
        Remove the link
      </Menu.Item>
    </>
  );
}
