import { isDeepStrictEqual } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import { hostPortKey, hostPortWords, type LabNode, type LabNodeId } from '@umlaut/contracts/model';

type Uplink = Extract<LabNode, { kind: 'uplink' }>;

/**
 * Of two forwards that wait at one port of the host, the second would never be open. What was drawn before this was
 * looked at may stay.
 * @throws INVALID_INPUT with field `...forwards.N.hostPort` or `...forwards.N.target.machine`
 */
export function checkForwards(node: Uplink, nodes: ReadonlyMap<LabNodeId, LabNode>, field: string): void {
  const uplinks = [...nodes.values()].filter((one) => one.kind === 'uplink');
  const before = uplinks.find(({ id }) => id === node.id)?.forwards ?? [];
  if (isDeepStrictEqual(node.forwards, before)) return;
  const others = uplinks.filter(({ id }) => id !== node.id);
  for (const [at, { target }] of node.forwards.entries()) {
    const kind = target === null ? undefined : nodes.get(target.machine)?.kind;
    // One that is not there may come yet: undoing a removal puts things in any order.
    if (kind === undefined || kind === 'machine') continue;
    throw new UmlautError('INVALID_INPUT', `A forward leads to a machine, and this is a ${kind}.`, {
      field: `${field}.forwards.${at}.target.machine`,
    });
  }
  const taken = new Set(others.flatMap(({ forwards }) => forwards.map(hostPortKey)));
  for (const [at, forward] of node.forwards.entries()) {
    const port = hostPortKey(forward);
    if (taken.has(port)) {
      throw new UmlautError('INVALID_INPUT', `${hostPortWords(forward)} of this host is forwarded already.`, {
        field: `${field}.forwards.${at}.hostPort`,
        hint: 'Choose another port of the host.',
      });
    }
    taken.add(port);
  }
}
