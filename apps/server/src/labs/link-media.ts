import { UmlautError } from '@umlaut/contracts/errors';
import {
  NO_IMPAIRMENT,
  mediumOf,
  nicDevice,
  type LabLink,
  type LabLinkEnd,
  type LabNode,
  type MachineId,
  type NicConfig,
  type NicMedium,
} from '@umlaut/contracts/model';
import type { LabMachine } from '../networks/fabric-config.ts';

/** Null when there is none. */
type MachineLookup = (id: MachineId) => LabMachine | null;

/** An end of a link, and what it is there for people. */
interface Place {
  node: LabNode;
  /** Of a machine. */
  nic: NicConfig | null;
  medium: NicMedium;
  name: string;
}

/**
 * A link joins two things of one medium: the fabric, or bridges of the kernel. What has neither has no links.
 * @param nodes of the two ends, with ports that exist
 * @throws INVALID_INPUT with `field`
 */
export function checkMedia(
  link: LabLink,
  nodes: readonly [LabNode, LabNode],
  machine: MachineLookup,
  field: string,
): void {
  const first = placeOfEnd(nodes[0], link.ends[0], machine);
  const second = placeOfEnd(nodes[1], link.ends[1], machine);
  for (const [at, { medium, name, nic }] of [first, second].entries()) {
    if (medium !== 'own') continue;
    throw new UmlautError(
      'INVALID_INPUT',
      `${name} is a ${nic?.transport.kind}: it leads where its options say, and into nothing of a lab.`,
      { field: `${field}.ends.${at}.port`, hint: 'Change its transport to one that is plugged in.' },
    );
  }
  if (first.medium !== second.medium) throw differ(first, second, field);
  if (first.medium === 'bridge' && !isUnimpaired(link)) {
    throw new UmlautError(
      'INVALID_INPUT',
      'A kernel bridge passes frames as they come: only links of the fabric have impairments.',
      { field: `${field}.impairments`, hint: 'Use a switch, and interfaces of the fabric.' },
    );
  }
}

function placeOfEnd(node: LabNode, { port }: LabLinkEnd, machine: MachineLookup): Place {
  if (node.kind !== 'machine') {
    const name = 'label' in node && node.label !== '' ? `"${node.label}"` : `The ${node.kind}`;
    return { node, nic: null, medium: node.kind === 'bridge' ? 'bridge' : 'fabric', name };
  }
  const found = machine(node.machineId);
  const nic = found?.nics.find(({ number }) => number === port) ?? null;
  const medium = nic === null ? 'fabric' : mediumOf(nic.transport);
  return { node, nic, medium, name: `${nicDevice(port, nic?.transport.kind)} of "${found?.name}"` };
}

function differ(first: Place, second: Place, field: string): UmlautError {
  const [bridged, other] = first.medium === 'bridge' ? [first, second] : [second, first];
  const at = `${field}.ends.${bridged === first ? 0 : 1}`;
  if (bridged.nic !== null) {
    const what = `${bridged.name} is a ${bridged.nic.transport.kind}: it goes into a kernel bridge`;
    return new UmlautError('INVALID_INPUT', `${what}, and ${other.name} is of the fabric.`, {
      field: `${at}.nodeId`,
      hint: 'Put a bridge there, or change the transport of the interface to "fabric".',
    });
  }
  if (other.nic !== null) {
    const what = `${other.name} is of the fabric: it goes into a switch, a hub or an uplink`;
    return new UmlautError('INVALID_INPUT', `${what}, and ${bridged.name} is a kernel bridge.`, {
      field: `${at}.nodeId`,
      hint: 'Change the transport of the interface to "tap", or use a switch.',
    });
  }
  return new UmlautError(
    'INVALID_INPUT',
    `${bridged.name} is a kernel bridge, and ${other.name} is of the fabric: the one is in Umlaut's network namespace and the other is not, so nothing leads from one to the other.`,
    { field: `${at}.nodeId`, hint: 'Use bridges alone, or switches alone.' },
  );
}

function isUnimpaired({ impairments }: LabLink): boolean {
  return impairments.every((one) =>
    Object.entries(NO_IMPAIRMENT).every(([key, none]) => one[key as keyof typeof one] === none),
  );
}
