import {
  findPlaceRival,
  nicDeviceOf,
  placeOf,
  type KernelCapability,
  type NicConfig,
  type NicTransport,
} from '@umlaut/contracts/model';
import { opensTap } from '../nic-needs.ts';
import type { NicHostFacts, NicProgram, Obstacle } from './host-facts.ts';
import { NIC_KINDS } from './nic-kinds.ts';

/** What decides whether a machine may have an interface. */
export interface NicContext {
  /** Null: it is gone, which is another matter. */
  kernel: { version: string; capabilities: readonly KernelCapability[] } | null;
  host: NicHostFacts;
  /** The other interfaces of the machine. */
  others: readonly NicConfig[];
}

const PACKAGES: Record<NicProgram, string> = {
  ip: 'iproute2',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  uml_switch: 'uml-utilities',
  'slirp-fullbolt': 'slirp',
  vde_plug: 'vde2',
  vde_switch: 'vde2',
};

/** Why this machine cannot have an interface of this transport here; null: it can. Pure. */
export function transportObstacle(transport: NicTransport, context: NicContext): Obstacle | null {
  return (
    kernelObstacle(transport, context.kernel) ??
    placeObstacle(transport, context.others) ??
    namespaceObstacle(transport, context.host) ??
    tunObstacle(transport, context.host) ??
    programObstacle(transport, context.host)
  );
}

function kernelObstacle({ kind }: NicTransport, kernel: NicContext['kernel']): Obstacle | null {
  if (kernel === null) return null;
  const { version, capabilities } = kernel;
  const key = NIC_KINDS.find((one) => one.kind === kind)?.capability;
  const found = capabilities.find((one) => one.key === key);
  if (found?.available === true) return null;
  const why = found?.note ?? null;
  const reason = `The kernel of this machine (Linux ${version}) does not have it${why === null ? '' : `: ${why}`}.`;
  return { reason, remedy: null };
}

/** UML runs in one network, so all interfaces of a machine are of the same. */
function placeObstacle(transport: NicTransport, others: readonly NicConfig[]): Obstacle | null {
  const place = placeOf(transport);
  const against = findPlaceRival(transport, others);
  if (against === undefined) return null;
  const own = place === 'namespace' ? "in Umlaut's own network namespace" : "on the host's network";
  const theirs = place === 'namespace' ? "the host's network" : "Umlaut's own network namespace";
  return {
    reason: `It works only ${own}, and ${nicDeviceOf(against)} (${against.transport.kind}) of this machine needs ${theirs}: a machine runs in one of them.`,
    remedy: null,
  };
}

function namespaceObstacle(transport: NicTransport, { namespace }: NicHostFacts): Obstacle | null {
  return placeOf(transport) === 'namespace' ? namespace : null;
}

function tunObstacle(transport: NicTransport, { tun, hasOwnTun }: NicHostFacts): Obstacle | null {
  if (!opensTap(transport)) return null;
  return hasOwnTun && placeOf(transport) === 'namespace' ? null : tun;
}

function programObstacle(transport: NicTransport, { missing }: NicHostFacts): Obstacle | null {
  const program = programsOf(transport).find((name) => missing.has(name));
  if (program === undefined) return null;
  return {
    reason: `The program ${program} is not installed.`,
    remedy: `apt-get install ${PACKAGES[program]}`,
  };
}

function programsOf(transport: NicTransport): NicProgram[] {
  const around: NicProgram[] = placeOf(transport) === 'namespace' ? ['ip', 'nsenter', 'unshare'] : [];
  return [...around, ...ownPrograms(transport)];
}

function ownPrograms(transport: NicTransport): NicProgram[] {
  switch (transport.kind) {
    case 'daemon':
      return ['uml_switch'];
    case 'slirp':
      return ['slirp-fullbolt'];
    case 'vde':
      return ['vde_plug'];
    case 'vde-legacy':
      return ['vde_switch', 'vde_plug'];
    case 'fabric':
    case 'tap':
    case 'hybrid':
    case 'raw':
    case 'gre':
    case 'l2tpv3':
    case 'bess':
    case 'tuntap':
    case 'mcast':
    case 'ucast':
      return [];
  }
}
