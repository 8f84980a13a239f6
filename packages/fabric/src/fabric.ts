import { UmlautError } from '@umlaut/contracts/errors';
import type {
  FabricCommand,
  FabricConfig,
  FabricLink,
  FabricNic,
  FabricNode,
  FabricState,
  NicId,
} from '@umlaut/contracts/fabric';
import type { LabLinkId } from '@umlaut/contracts/model';
import type { DataPlane } from './data-plane.ts';
import { createNode } from './create-node.ts';
import type { FrameSink } from './frame-sink.ts';
import type { LiveNode } from './live-node.ts';
import { Link } from './link.ts';
import { LinkPlugs } from './link-plugs.ts';
import { LinkTaps, type TapPlace } from './link-taps.ts';
import { NicPort } from './nic-port.ts';
import type { NicSockets } from './nic-socket.ts';
import type { FabricServices } from './services.ts';
import { FrameTracer } from './trace/frame-tracer.ts';

export interface FabricOptions {
  plane: DataPlane;
  sockets: NicSockets;
  services: FabricServices;
}

/** All that lies between NICs, as a configuration says: see contracts/fabric. */
export class Fabric {
  readonly #plane: DataPlane;
  readonly #sockets: NicSockets;
  readonly #parts: FabricOptions;
  readonly #nics = new Map<string, NicPort>();
  readonly #nodes = new Map<string, { config: FabricNode; live: LiveNode }>();
  readonly #links = new Map<string, Link>();
  readonly #plugs = new LinkPlugs({
    nic: (id) => this.#nics.get(id),
    node: (id) => this.#nodes.get(id)?.live,
    onStorm: () => this.#forgetAllStations(),
  });
  readonly #taps = new LinkTaps((id) => this.#links.get(id) ?? null);
  readonly tracer: FrameTracer;
  #revision = -1;

  constructor(parts: FabricOptions) {
    this.#parts = parts;
    this.#plane = parts.plane;
    this.#sockets = parts.sockets;
    this.tracer = new FrameTracer({
      plane: parts.plane,
      links: () => this.#links.values(),
      nodes: () => [...this.#nodes].map(([id, { live }]) => [id, live] as const),
    });
  }

  /**
   * Becomes what `config` says, with as little change as possible.
   * @throws UmlautError FABRIC_STALE when a newer one is in force
   */
  apply(config: FabricConfig): void {
    if (config.revision < this.#revision) {
      throw new UmlautError(
        'FABRIC_STALE',
        `Revision ${this.#revision} of the networks is in force already`,
        {
          details: { revision: this.#revision },
        },
      );
    }
    refuseSharedPlaces(config.links);
    const before = this.#circuits();
    this.#revision = config.revision;
    this.#plane.within(() => {
      this.#changeNics(config.nics);
      this.#changeNodes(config.nodes);
      this.#plugs.withdraw(config.links);
      this.#changeLinks(config.links);
    });
    this.tracer.connect();
    this.check();
    if (this.#circuits() !== before) this.#forgetAllStations();
  }

  /** What may have changed by itself: tunnels that could not be opened are tried again. */
  check(): void {
    for (const nic of this.#nics.values()) nic.open();
    for (const { live } of this.#nodes.values()) live.check?.();
    for (const link of this.#links.values()) {
      link.broken = this.#plugs.problemOf(link);
    }
  }

  /** @throws UmlautError LINK_NOT_FOUND, NOT_FOUND */
  command(command: Exclude<FabricCommand, { command: 'stop' }>): void {
    if (command.command === 'open-link') {
      this.#link(command.link).open();
      this.#forgetAllStations();
      return;
    }
    if (command.command === 'forget-addresses') {
      for (const nic of command.nics) this.#nics.get(nic)?.forgetAddresses();
      return;
    }
    const node = this.#nodes.get(command.node);
    if (node === undefined)
      throw new UmlautError('NOT_FOUND', `There is no node ${command.node} in the fabric`);
    node.live.forgetStations();
  }

  hasLink(id: LabLinkId): boolean {
    return this.#links.has(id);
  }

  /**
   * From now on `sink` gets the frames of one direction of a link, 0 or 1, as long as that link is there.
   * @throws UmlautError LINK_NOT_FOUND
   */
  tap(link: LabLinkId, where: TapPlace, sink: FrameSink): Disposable {
    this.#link(link);
    return this.#taps.add({ link, ...where, sink });
  }

  /** Where a NIC is plugged in, and which direction leads away from it; null: nowhere. */
  placeOf(id: NicId): { mac: string; link: LabLinkId; direction: 0 | 1 } | null {
    const mac = this.#nics.get(id)?.config.mac;
    for (const { config } of this.#links.values()) {
      const end = config.ends.findIndex((one) => one.kind === 'nic' && one.nic === id);
      if (end >= 0 && mac !== undefined) return { mac, link: config.id, direction: end === 0 ? 0 : 1 };
    }
    return null;
  }

  /** A frame into the link of a NIC, as if its guest had sent it. */
  inject(id: NicId, frame: Uint8Array): void {
    const link = this.#nics.get(id)?.link ?? null;
    if (link !== null) this.#plane.within(() => link.deliver(frame, 0, frame.length));
  }

  state(): Omit<FabricState, 'pid' | 'at' | 'startedAt'> {
    const nodes = [...this.#nodes.values()].map(({ live }) => live);
    return {
      revision: this.#revision,
      nics: Array.from(this.#nics.values(), (nic) => nic.state()),
      links: Array.from(this.#links.values(), (link) => link.state()),
      switches: nodes.flatMap(({ switchState }) => switchState ?? []),
      uplinks: nodes.flatMap(({ uplinkState }) => uplinkState ?? []),
      remotes: nodes.flatMap(({ remoteState }) => remoteState ?? []),
    };
  }

  close(): void {
    for (const nic of this.#nics.values()) nic.close();
    for (const { live } of this.#nodes.values()) live.close();
  }

  #link(id: LabLinkId): Link {
    const link = this.#links.get(id);
    if (link === undefined) throw new UmlautError('LINK_NOT_FOUND', `There is no link ${id} in the fabric`);
    return link;
  }

  #changeNics(wanted: readonly FabricNic[]): void {
    const configs = new Map(wanted.map((nic) => [nic.id as string, nic]));
    for (const [id, nic] of this.#nics) {
      const config = configs.get(id);
      if (config !== undefined && JSON.stringify(config) === JSON.stringify(nic.config)) continue;
      nic.close();
      this.#nics.delete(id);
    }
    for (const [id, config] of configs) {
      if (!this.#nics.has(id)) this.#nics.set(id, new NicPort(this.#plane, this.#sockets, config));
    }
  }

  #changeNodes(wanted: readonly FabricNode[]): void {
    const configs = new Map(wanted.map((node) => [node.id as string, node]));
    for (const [id, node] of this.#nodes) {
      const config = configs.get(id);
      if (config?.kind === node.config.kind) continue;
      node.live.close();
      this.#nodes.delete(id);
    }
    for (const [id, config] of configs) {
      const node = this.#nodes.get(id);
      if (node === undefined) {
        this.#nodes.set(id, { config, live: createNode(this.#parts, config) });
      } else if (JSON.stringify(config) !== JSON.stringify(node.config)) {
        node.config = config;
        node.live.configure(config);
      }
    }
  }

  #changeLinks(wanted: readonly FabricLink[]): void {
    const ids = new Set<string>(wanted.map(({ id }) => id));
    for (const id of this.#links.keys()) if (!ids.has(id)) this.#links.delete(id);
    for (const config of wanted) {
      const link = this.#links.get(config.id);
      if (link === undefined) this.#links.set(config.id, new Link(this.#plane, config));
      else if (JSON.stringify(link.config) !== JSON.stringify(config)) link.configure(config);
    }
    for (const link of this.#links.values()) {
      this.#plugs.insert(link);
      this.#taps.connect(link.config.id);
    }
  }

  /** What decides which way frames take from one switch to another. */
  #circuits(): string {
    const between = Array.from(this.#links.values(), ({ config }) => config)
      .filter(({ ends, enabled }) => enabled && ends.every(({ kind }) => kind === 'node'))
      .map(({ id }) => id);
    return between.join();
  }

  /** Stations may be elsewhere now: frames go to all ports until they were heard again. */
  #forgetAllStations(): void {
    for (const { live } of this.#nodes.values()) live.forgetStations();
  }
}

/** @throws UmlautError INVALID_INPUT when two links end in one place */
function refuseSharedPlaces(links: readonly FabricLink[]): void {
  const taken = new Set<string>();
  for (const { id, ends } of links) {
    for (const end of ends) {
      const place = end.kind === 'nic' ? end.nic : `port ${end.port} of ${end.node}`;
      if (taken.has(place)) {
        throw new UmlautError('INVALID_INPUT', `Link ${id} ends at ${place}, where another one ends`);
      }
      taken.add(place);
    }
  }
}
