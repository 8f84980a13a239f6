import { UmlautError } from '@umlaut/contracts/errors';
import { MAX_NAME_LENGTH, type LabFile } from '@umlaut/contracts/model';

const MAX_TRIES = 1000;

/**
 * The file with the names that its machines will have: those that it says, or all of them with a number when one is taken.
 * Its notes call machines by the new names. Pure.
 * @throws NAME_TAKEN when no number helps
 */
export function nameMachines(file: LabFile, taken: ReadonlySet<string>): LabFile {
  const keys = Object.entries(file.nodes).filter(([, { kind }]) => kind === 'machine');
  const wanted = keys.map(([key, node]) => (node.kind === 'machine' && node.name) || key);
  for (let number = 1; number < MAX_TRIES; number++) {
    const names = wanted.map((name) => numbered(name, number));
    if (names.some((name) => taken.has(name)) || new Set(names).size < names.length) continue;
    return withNames(file, new Map(wanted.map((name, at) => [name, names[at] ?? name])));
  }
  throw new UmlautError('NAME_TAKEN', 'Machines of the names in the file exist already.', {
    hint: 'Delete or rename them, or change the names in the file.',
  });
}

function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const suffix = `-${number}`;
  return name.slice(0, MAX_NAME_LENGTH - suffix.length).replace(/-+$/, '') + suffix;
}

function withNames(file: LabFile, names: ReadonlyMap<string, string>): LabFile {
  const nodes = Object.entries(file.nodes).map(([key, node]): [string, LabFile['nodes'][string]] => {
    if (node.kind === 'note') return [key, { ...node, text: renamed(node.text, names) }];
    if (node.kind !== 'machine') return [key, node];
    const name = node.name ?? key;
    return [key, { ...node, name: names.get(name) ?? name }];
  });
  return { ...file, nodes: Object.fromEntries(nodes) };
}

/** Names with a digit or a hyphen: others may be words of a language. */
function renamed(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(/[a-z0-9-]+/g, (word) => (/[0-9-]/.test(word) ? (names.get(word) ?? word) : word));
}
