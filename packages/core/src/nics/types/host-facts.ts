/** What stands in the way of an interface, and what an administrator types against it. */
export interface Obstacle {
  /** A sentence. */
  reason: string;
  /** One command; null: none would help. */
  remedy: string | null;
}

/** Programs that interfaces need. */
export const NIC_PROGRAMS = [
  'ip',
  'nsenter',
  'unshare',
  'uml_switch',
  'slirp-fullbolt',
  'vde_plug',
  'vde_switch',
] as const;
export type NicProgram = (typeof NIC_PROGRAMS)[number];

/** What of a host decides which interfaces its machines may have. */
export interface NicHostFacts {
  /** In the way of a network namespace of Umlaut's own; null: nothing. */
  namespace: Obstacle | null;
  /** In the way of the machines' account and /dev/net/tun; null: nothing. */
  tun: Obstacle | null;
  /** A server that is root gives its namespace a device of its own, whoever may open the host's. */
  hasOwnTun: boolean;
  /** Those that are not installed. */
  missing: ReadonlySet<string>;
}
