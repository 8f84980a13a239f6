import { hostPortKey, type HostPort, type LabNodeId, type PortForward } from '@umlaut/contracts/model';
import type { LabDocument } from './lab-document.ts';

/** Ports of the host that no forward of a lab has yet; those that are given out are taken from then on. */
export class FreePorts {
  readonly #taken: Set<string>;

  constructor({ nodes }: LabDocument) {
    const all = [...nodes.values()].flatMap((node) => (node.kind === 'uplink' ? node.forwards : []));
    this.#taken = new Set(all.map(hostPortKey));
  }

  has(port: HostPort): boolean {
    return !this.#taken.has(hostPortKey(port));
  }

  /** This one, or the next. */
  take(protocol: PortForward['protocol'], from: number): number {
    let hostPort = from;
    while (!this.has({ protocol, hostPort })) hostPort = hostPort < 65_535 ? hostPort + 1 : 1024;
    this.#taken.add(hostPortKey({ protocol, hostPort }));
    return hostPort;
  }
}

/**
 * The forwards of an uplink that is copied: those to machines that are copied, too, lead to their copies, and those to
 * others stay out. A port of the host leads to one place only, so the copy gets the next that is free.
 */
export function copyForwards(
  forwards: readonly PortForward[],
  names: ReadonlyMap<LabNodeId, LabNodeId>,
  ports: FreePorts,
): PortForward[] {
  return forwards.flatMap((forward) => {
    const { target, protocol } = forward;
    const machine = target === null ? null : names.get(target.machine);
    if (machine === undefined) return [];
    const hostPort = ports.take(protocol, forward.hostPort);
    return [
      { ...forward, hostPort, target: target === null || machine === null ? null : { ...target, machine } },
    ];
  });
}
