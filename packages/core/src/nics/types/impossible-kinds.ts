import type { NicType } from '@umlaut/contracts/model';

type Impossible = Pick<NicType, 'kind' | 'label' | 'family' | 'description'> & { reason: string };

/** Of the manual, and of no machine: each for a reason that no command takes away. */
const KINDS: readonly Impossible[] = [
  {
    kind: 'fd',
    label: 'fd',
    family: 'vector',
    description: 'A socket that UML inherits from the program that starts it.',
    reason:
      'Only the program that starts UML can hand it an open socket, and there is nothing whose socket Umlaut could hand on: bess takes a socket by its path.',
  },
  {
    kind: 'ethertap',
    label: 'ethertap',
    family: 'legacy',
    description: 'A device /dev/tapN of hosts with Linux 2.4.',
    reason:
      'Hosts have had no ethertap devices since Linux 2.6 took them out: tap and tuntap are what came after.',
  },
  {
    kind: 'slip',
    label: 'slip',
    family: 'legacy',
    description: 'IP over a serial line of the host, set up by uml_net.',
    reason:
      'It needs the helper uml_net, which runs as root for every account of the host: Umlaut does not use it.',
  },
  {
    kind: 'pcap',
    label: 'pcap',
    family: 'legacy',
    description: "Reads an interface of the host's, and cannot send.",
    reason:
      'It needs libpcap inside the UML kernel, which Debian never built in and Linux 6.12 no longer has: raw reads and sends.',
  },
];

export const IMPOSSIBLE_NIC_TYPES: readonly NicType[] = KINDS.map((kind) => ({
  ...kind,
  available: false,
  remedy: null,
}));
