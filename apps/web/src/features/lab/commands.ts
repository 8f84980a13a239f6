import type {
  LabEdit,
  LabLink,
  LabNode,
  LabNodeKind,
  LabPosition,
  MachineId,
  PortVlan,
} from '@umlaut/contracts/model';
import { notifications } from '@mantine/notifications';
import { alignBoxes, type Alignment } from './document/align.ts';
import { newNodeId } from './document/new-ids.ts';
import { forceLayout } from './geometry/force-layout.ts';
import { freeSpot } from './geometry/free-spot.ts';
import { sizeOf, snap } from './geometry/node-size.ts';
import type { LabEditor } from './lab-editor.ts';
import { selectNodes } from './selection.ts';

export type PlainKind = Exclude<LabNodeKind, 'machine'>;

/** A sentence about something that cannot be done; nothing is broken. */
export function tell(message: string): void {
  notifications.show({ message, color: 'yellow', autoClose: 6000 });
}

/** Adds a thing, its middle at `at`, and selects it. */
export function addNode(editor: LabEditor, kind: PlainKind, at = editor.places.centre()): void {
  put(editor, newNode(editor, kind), at);
}

export function addMachine(editor: LabEditor, id: MachineId, at = editor.places.centre()): void {
  const { nodes } = editor.session.document;
  const known = [...nodes.values()].find((node) => node.kind === 'machine' && node.machineId === id);
  if (known !== undefined) {
    tell('This machine is in the lab already.');
    editor.ui.setState({ selection: selectNodes([known.id]) });
    editor.places.reveal([known.id]);
    return;
  }
  put(editor, { id: newNodeId(), kind: 'machine', machineId: id, position: at }, at);
}

function put(editor: LabEditor, node: LabNode, at: LabPosition): void {
  const { width, height } = sizeOf(node);
  const wanted = snap({ x: at.x - width / 2, y: at.y - height / 2 });
  const position = freeSpot(node, wanted, editor.session.document.nodes.values());
  editor.session.edit([{ edit: 'put-node', node: { ...node, position } }]);
  editor.ui.setState({ selection: selectNodes([node.id]), isPanelOpen: true });
}

function newNode({ session }: LabEditor, kind: PlainKind): LabNode {
  const base = { id: newNodeId(), position: { x: 0, y: 0 } };
  const count = [...session.document.nodes.values()].filter((node) => node.kind === kind).length + 1;
  switch (kind) {
    case 'switch':
      return { ...base, kind, label: `Switch ${count}`, ageingSeconds: 300, stormGuard: true, dhcp: null };
    case 'hub':
      return { ...base, kind, label: `Hub ${count}` };
    case 'bridge':
      return { ...base, kind, label: `Bridge ${count}`, stp: false, hostBridge: null };
    case 'uplink':
      return { ...base, kind, label: 'Internet', forwards: [] };
    case 'remote':
      return { ...base, kind, label: 'Other host', tunnel: null };
    case 'note':
      return { ...base, kind, text: '', size: { width: 200, height: 100 } };
    case 'group':
      return { ...base, kind, label: `Area ${count}`, size: { width: 420, height: 280 }, color: 'blue' };
  }
}

/** Takes what is selected out of the lab; machines themselves stay. */
export function removeSelection({ session, ui }: LabEditor): void {
  const { nodes, links } = ui.getState().selection;
  session.edit([
    ...[...links].map((id): LabEdit => ({ edit: 'remove-link', id })),
    ...[...nodes].map((id): LabEdit => ({ edit: 'remove-node', id })),
  ]);
}

export function moveSelection({ session, ui }: LabEditor, by: LabPosition): void {
  const { selection, document } = ui.getState();
  session.edit(
    [...selection.nodes].flatMap((id): LabEdit[] => {
      const node = document.nodes.get(id);
      if (node === undefined) return [];
      const { x, y } = node.position;
      return [{ edit: 'move-node', id, position: { x: x + by.x, y: y + by.y } }];
    }),
  );
}

export function alignSelection({ session, ui }: LabEditor, alignment: Alignment): void {
  const { selection, document } = ui.getState();
  const boxes = [...document.nodes.values()]
    .filter(({ id }) => selection.nodes.has(id))
    .map((node) => ({ id: node.id, ...node.position, ...sizeOf(node) }));
  session.edit(alignBoxes(boxes, alignment));
}

/** Lays out what is selected, or all of the lab. */
export async function layOut(editor: LabEditor): Promise<void> {
  const { selection, document } = editor.ui.getState();
  const ids = selection.nodes.size > 1 ? selection.nodes : new Set(document.nodes.keys());
  editor.session.edit(await forceLayout(document, ids));
  editor.places.reveal([...ids]);
}

export function setLinkEnabled({ session }: LabEditor, link: LabLink, enabled: boolean): void {
  session.edit([{ edit: 'put-link', link: { ...link, enabled } }]);
}

/** What becomes of VLAN tags at one end of a link. */
export function putVlan(
  editor: LabEditor,
  link: LabLink,
  { index, vlan }: { index: 0 | 1; vlan: PortVlan },
): void {
  const [one, other] = link.ends;
  putLink(editor, { ...link, ends: index === 0 ? [{ ...one, vlan }, other] : [one, { ...other, vlan }] });
}

export function putNode({ session }: LabEditor, node: LabNode): void {
  session.edit([{ edit: 'put-node', node }]);
}

export function putLink({ session }: LabEditor, link: LabLink): void {
  session.edit([{ edit: 'put-link', link }]);
}
