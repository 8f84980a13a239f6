import { UmlautError } from '@umlaut/contracts/errors';
import {
  nicDeviceOf,
  mediumOf,
  type KernelCapability,
  type KernelId,
  type MachineId,
  type NicConfig,
  type NicType,
} from '@umlaut/contracts/model';
import {
  hostAddressObstacle,
  hostFilterObstacle,
  hostSocketObstacle,
  hostTapObstacle,
  type RunAs,
} from '@umlaut/core/host';
import {
  claimsOf,
  nicOption,
  nicTypes,
  transportObstacle,
  type NicContext,
  type NicHostFacts,
  type Obstacle,
} from '@umlaut/core/nics';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { assertNone } from './assert-none.ts';

export interface NicChecksDeps {
  registry: Pick<MachineRegistry, 'get' | 'entries'>;
  /** Null when it is gone. */
  kernel: (id: KernelId) => { version: string; capabilities: readonly KernelCapability[] } | null;
  /** As they are now, for that account. */
  host: (account: RunAs) => Promise<NicHostFacts>;
  account: RunAs;
}

/** What machines may have, for what kernels, this host and the machines themselves allow. */
export class NicChecks {
  readonly #deps: NicChecksDeps;

  constructor(deps: NicChecksDeps) {
    this.#deps = deps;
  }

  /** What this host has for interfaces, whatever machine they would be of. */
  host(): Promise<NicHostFacts> {
    return this.#deps.host(this.#deps.account);
  }

  /** @throws MACHINE_NOT_FOUND */
  async types(id: MachineId, changing: number | undefined): Promise<NicType[]> {
    const entry = this.#deps.registry.get(id);
    return nicTypes(await this.#context(entry, others(entry, changing)));
  }

  /**
   * Whether a machine could be configured so, whatever this host has today.
   * @throws INVALID_INPUT with field `transport.*`, NIC_UNAVAILABLE
   */
  async assertConfigurable(entry: MachineEntry, nic: NicConfig): Promise<void> {
    assertOptions(nic);
    const context = await this.#context(entry, others(entry, nic.number));
    const ideal = {
      ...context,
      host: { namespace: null, tun: null, hasOwnTun: true, missing: new Set<string>() },
    };
    assertNone(transportObstacle(nic.transport, ideal), nic, 'transport');
  }

  /** Whether it can be plugged in now. @throws INVALID_INPUT, NIC_UNAVAILABLE with field `transport` and the remedy */
  async assertUsable(entry: MachineEntry, nic: NicConfig): Promise<void> {
    assertOptions(nic);
    const context = await this.#context(entry, others(entry, nic.number));
    assertNone(await this.#obstacle(entry, nic, context), nic, 'transport');
  }

  /** Before a start. @throws NIC_UNAVAILABLE with field `nics.N` and the remedy, of the first that cannot be had */
  async assertStartable(entry: MachineEntry): Promise<void> {
    for (const nic of entry.record.nics) {
      // Those of the fabric need nothing of the host, and what they are in the way of is told of them below.
      if (nic.transport.kind === 'fabric') continue;
      const context = await this.#context(entry, others(entry, nic.number));
      assertNone(await this.#obstacle(entry, nic, context), nic, `nics.${nic.number}`);
    }
  }

  async #obstacle(entry: MachineEntry, nic: NicConfig, context: NicContext): Promise<Obstacle | null> {
    return (
      transportObstacle(nic.transport, context) ??
      this.#claimObstacle(entry, nic) ??
      (await this.#hostEndObstacle(nic)) ??
      (await this.#filterObstacle(nic))
    );
  }

  /** Another machine that runs and has what can be had once: copies of a machine keep what it says. */
  #claimObstacle({ record }: MachineEntry, { transport }: NicConfig): Obstacle | null {
    const wanted = claimsOf(transport);
    if (wanted.length === 0) return null;
    for (const other of this.#deps.registry.entries()) {
      if (other.run === null || other.record.id === record.id) continue;
      for (const nic of other.record.nics) {
        const claim = claimsOf(nic.transport).find((one) => wanted.includes(one));
        if (claim === undefined) continue;
        const device = nicDeviceOf(nic);
        return { reason: `${device} of "${other.record.name}", which runs, has ${claim}.`, remedy: null };
      }
    }
    return null;
  }

  async #hostEndObstacle({ transport }: NicConfig): Promise<Obstacle | null> {
    const { account } = this.#deps;
    switch (transport.kind) {
      case 'tap':
        return transport.place === 'host' && transport.ifname !== null
          ? hostTapObstacle(transport.ifname, { runAs: account })
          : null;
      case 'daemon':
        return transport.socket === null ? null : hostSocketObstacle(transport.socket, account);
      case 'bess':
        return hostSocketObstacle(transport.dst, account);
      case 'vde-legacy':
        return hostSocketObstacle(`${transport.socket}/ctl`, account);
      case 'vde':
        return transport.vnl.startsWith('/') ? hostSocketObstacle(`${transport.vnl}/ctl`, account) : null;
      case 'l2tpv3':
        // Over IP it is in the namespace, where Umlaut makes the address.
        return transport.udp ? hostAddressObstacle(transport.src) : null;
      case 'fabric':
      case 'hybrid':
      case 'raw':
      case 'gre':
      case 'tuntap':
      case 'mcast':
      case 'ucast':
      case 'slirp':
        return null;
    }
  }

  async #filterObstacle({ transport }: NicConfig): Promise<Obstacle | null> {
    const path = 'tuning' in transport ? transport.tuning.bpffile : null;
    return path === null ? null : hostFilterObstacle(path, this.#deps.account);
  }

  async #context({ record }: MachineEntry, rest: readonly NicConfig[]): Promise<NicContext> {
    const kernel = this.#deps.kernel(record.kernelId);
    return { kernel, host: await this.host(), others: rest };
  }
}

function others({ record }: MachineEntry, number: number | undefined): NicConfig[] {
  return record.nics.filter((one) => one.number !== number);
}

/** As the kernel's line will be made, with names for what Umlaut is still to make. */
function assertOptions(nic: NicConfig): void {
  if (nic.transport.kind === 'fabric') return;
  const made = mediumOf(nic.transport) === 'bridge' ? { ifname: 'made' } : {};
  try {
    nicOption({ ...nic, ...made, socket: '/made' }, 'nic');
  } catch (error) {
    if (!(error instanceof UmlautError)) throw error;
    throw new UmlautError(error.code, error.message, {
      ...(error.field === undefined ? {} : { field: error.field.replace(/^nic\./, '') }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
