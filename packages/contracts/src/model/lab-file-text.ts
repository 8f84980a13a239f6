import type { z } from 'zod';
import { labFileLink } from './lab-file-link.ts';
import { labFileMachine, labFileNic, labFileNode, type LabFileNode } from './lab-file-node.ts';
import { LAB_FILE_ENDING, type LabFile } from './lab-file.ts';

/** As people read it, and as tools that compare texts do: one order, and nothing that is said by leaving it out. */
export function labFileText(file: LabFile): string {
  const document: Record<string, unknown> = {
    ...file,
    nodes: Object.fromEntries(Object.entries(file.nodes).map(([key, node]) => [key, terseNode(node)])),
    links: file.links.map((link) => terse(labFileLink, link)),
  };
  if (file.description === '') delete document['description'];
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** "Two hosts / a switch" becomes "Two-hosts-a-switch.umlaut-lab.json". */
export function labFileName(labName: string): string {
  const stem = labName.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '');
  return `${stem === '' ? 'lab' : stem}${LAB_FILE_ENDING}`;
}

function terseNode(node: LabFileNode): unknown {
  if (node.kind !== 'machine') return terse(labFileNode, node);
  const { interfaces: _later, ...machine } = terse(labFileMachine, { ...node, interfaces: [] });
  const usual: unknown = labFileMachine.shape.interfaces.parse(undefined);
  if (JSON.stringify(usual) === JSON.stringify(node.interfaces)) return machine;
  // Each by itself: a machine may have 32 of them, with a dozen fields each.
  return { ...machine, interfaces: node.interfaces.map((nic) => terse(labFileNic, nic)) };
}

type Plain = Record<string, unknown>;

/** The value without the fields that its schema fills in alike. */
function terse(schema: z.ZodType, value: object): Plain {
  const whole = JSON.stringify(schema.parse(value));
  const isSaid = (less: unknown): boolean => {
    const read = schema.safeParse(less);
    return read.success && JSON.stringify(read.data) === whole;
  };
  // A copy, in the order of the schema.
  const root = JSON.parse(whole) as Plain;
  const strip = (part: Plain): void => {
    for (const [field, kept] of Object.entries(part)) {
      delete part[field];
      if (isSaid(root)) continue;
      part[field] = kept;
      if (isPlain(kept)) strip(kept);
      else if (Array.isArray(kept)) kept.filter(isPlain).forEach(strip);
    }
  };
  strip(root);
  return root;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
