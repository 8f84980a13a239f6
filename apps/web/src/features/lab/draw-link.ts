import {
  DEFAULT_VLAN,
  NO_IMPAIRMENT,
  mediumOf,
  type LabLink,
  type LabLinkEnd,
  type Machine,
  type PortVlan,
} from '@umlaut/contracts/model';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { liveCache } from '../../live/live.ts';
import { tell } from './commands.ts';
import { chooseEnd, mediumOfLink, type Naming, type Target, type WantedEnd } from './document/connect.ts';
import { nicRefusal, transportFor, type LinkMedium } from './document/media.ts';
import { newLinkId } from './document/new-ids.ts';
import { endAt, nicOf, type Port } from './document/ports.ts';
import type { LabEditor } from './lab-editor.ts';
import { machineOf, nodeName } from './node-words.ts';
import { offerOtherType } from './offer-other-type.tsx';
import { selectLink } from './selection.ts';

/** Joins two places by a new link, or says in a sentence why not. */
export async function connect(editor: LabEditor, from: Target, to: Target): Promise<void> {
  const medium = mediumFor(editor, from, to);
  if (medium === null) return;
  const one = await resolveEnd(editor, { target: from, medium }, (port) => connect(editor, port, to));
  if (one === null) return;
  const other = await resolveEnd(editor, { target: to, medium }, (port) => connect(editor, one, port));
  if (other === null) return;
  const link: LabLink = {
    id: newLinkId(),
    ends: [endAt(one), endAt(other)],
    enabled: true,
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  };
  editor.session.edit([{ edit: 'put-link', link }]);
  editor.ui.setState({ selection: selectLink(link.id) });
}

interface LinkPart {
  link: LabLink;
  end: 0 | 1;
}

/** Plugs one end of a link in elsewhere. */
export async function reattach(editor: LabEditor, part: LinkPart, to: Target): Promise<void> {
  const [one, other] = part.link.ends;
  const [moves, stays] = part.end === 0 ? [one, other] : [other, one];
  if (to.nodeId === moves.nodeId && (to.port === null || to.port === moves.port)) return;
  const medium = mediumFor(editor, to, stays);
  if (medium === null || !fitsWhatStays(editor, stays, medium)) return;
  const port = await resolveEnd(editor, { target: to, medium }, (found) => reattach(editor, part, found));
  if (port === null) return;
  const moved = { ...endAt(port), vlan: keptVlan(editor, moves, port) };
  const ends: LabLink['ends'] = part.end === 0 ? [moved, stays] : [stays, moved];
  editor.session.edit([{ edit: 'put-link', link: { ...part.link, ends } }]);
}

/** What the end did with VLANs at one switch it does at the next, too. */
function keptVlan({ session }: LabEditor, from: LabLinkEnd, to: Port): PortVlan {
  const isSwitch = ({ nodeId }: Port): boolean => session.document.nodes.get(nodeId)?.kind === 'switch';
  return isSwitch(from) && isSwitch(to) ? from.vlan : DEFAULT_VLAN;
}

/** What the link would be of; says why there can be none. */
function mediumFor(editor: LabEditor, one: Target, other: Target): LinkMedium | null {
  if (one.nodeId === other.nodeId) {
    tell('A link joins two different things.');
    return null;
  }
  const found = mediumOfLink(editor.session.document, [one, other], namingOf(editor));
  if ('medium' in found) return found.medium;
  tell(found.reason);
  return null;
}

/** An interface that is linked cannot become another under its link: that would take the link away. */
function fitsWhatStays(editor: LabEditor, stays: Port, medium: LinkMedium): boolean {
  const node = editor.session.document.nodes.get(stays.nodeId);
  const machine = node === undefined ? undefined : namingOf(editor).machineOf(node);
  const nic = nicOf(machine, stays.port);
  if (machine === undefined || nic === undefined || mediumOf(nic.transport) === medium) return true;
  tell(nicRefusal(machine, nic, medium));
  return false;
}

function namingOf({ ui }: LabEditor): Naming {
  const { machines } = ui.getState();
  return {
    machineOf: (node) => machineOf(node, machines),
    nameOf: (node) => nodeName(node, machines),
  };
}

/**
 * The port to take at a place; makes a machine's next interface when it has none left.
 * @param again what goes on when a person agrees that an interface becomes another
 */
async function resolveEnd(
  editor: LabEditor,
  end: WantedEnd,
  again: (port: Port) => Promise<void>,
): Promise<Port | null> {
  const choice = chooseEnd(editor.session.document, end, namingOf(editor));
  switch (choice.kind) {
    case 'port':
      return choice;
    case 'refused':
      tell(choice.reason);
      return null;
    case 'other-type':
      offerOtherType(choice, (changed) => {
        know(editor, changed);
        void again({ nodeId: choice.nodeId, port: choice.nic.number });
      });
      return null;
    case 'new-nic': {
      const port = await addNic(choice.machine, end.medium);
      return port === null ? null : { nodeId: choice.nodeId, port };
    }
  }
}

async function addNic(machine: Machine, medium: LinkMedium): Promise<number | null> {
  try {
    const changed = await api.nics.add({ id: machine.id, transport: transportFor(medium) });
    liveCache.putMachine(changed);
    const known = new Set(machine.nics.map(({ number }) => number));
    return changed.nics.find(({ number }) => !known.has(number))?.number ?? null;
  } catch (error) {
    notifyError(`${machine.name} got no further interface`, toUmlautError(error));
    return null;
  }
}

/** At once, not when the page has been drawn again: the link comes next. */
function know({ ui }: LabEditor, machine: Machine): void {
  ui.setState(({ machines }) => ({ machines: new Map(machines).set(machine.id, machine) }));
}
