import { portsOf, type Machines, type Port } from './document/ports.ts';
import type { LabDocument } from './document/lab-document.ts';
import { onlyOf, type Selection } from './selection.ts';

export interface PortWalk {
  document: LabDocument;
  machines: Machines;
  isBack: boolean;
}

/** The port after the selected one at the same thing; the first of a thing; the two ends of a link. Null: there is none. */
export function nextPort(selection: Selection, { document, machines, isBack }: PortWalk): Port | null {
  const only = onlyOf(selection);
  if (only === null) return null;
  if ('link' in only) return document.links.get(only.link)?.ends[isBack ? 1 : 0] ?? null;
  const node = document.nodes.get('node' in only ? only.node : only.port.nodeId);
  if (node === undefined) return null;
  const ports = portsOf(node, document, machines);
  const at = 'port' in only ? ports.indexOf(only.port.port) : isBack ? 0 : -1;
  const port = ports.at((at + (isBack ? -1 : 1)) % Math.max(1, ports.length));
  return port === undefined ? null : { nodeId: node.id, port };
}
