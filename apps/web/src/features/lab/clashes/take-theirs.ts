import { labLink, labNode, type LabClash, type LabEdit } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';

/** What puts in force again what somebody else had made of it; null: the thing is gone, or no longer takes that. */
export function takeTheirs({ id, path, theirs }: LabClash, { nodes, links }: LabDocument): LabEdit | null {
  if (path.length === 0) return null;
  const node = [...nodes.values()].find((one) => one.id === id);
  if (node !== undefined) {
    const put = labNode.safeParse(withValue(node, path, theirs));
    return put.success ? { edit: 'put-node', node: put.data } : null;
  }
  const link = [...links.values()].find((one) => one.id === id);
  if (link === undefined) return null;
  const put = labLink.safeParse(withValue(link, path, theirs));
  return put.success ? { edit: 'put-link', link: put.data } : null;
}

function withValue(data: unknown, [key, ...rest]: LabClash['path'], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(data)) {
    return data.map((item: unknown, at) => (at === key ? withValue(item, rest, value) : item));
  }
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).filter(([name]) => name !== key);
  const old: unknown = Object.entries(data).find(([name]) => name === key)?.[1];
  return Object.fromEntries([...entries, [String(key), withValue(old, rest, value)]]);
}
