import type { FabricNode } from '@umlaut/contracts/fabric';
import type { SwitchState } from '@umlaut/contracts/model';
import type { DataPlane } from './data-plane.ts';
import { formatMac } from './ethernet.ts';
import type { LiveNode } from './live-node.ts';
import { MAX_STATIONS } from './mac-table.ts';
import type { FabricServices, SwitchService } from './services.ts';
import { stationMac } from './station-mac.ts';
import { Switch } from './switch.ts';

type SwitchConfig = Extract<FabricNode, { kind: 'switch' }>;

/** A switch and the DHCP and DNS inside it. */
export class SwitchNode implements LiveNode {
  readonly #plane: DataPlane;
  readonly #services: FabricServices;
  readonly core: Switch;
  readonly problem = null;
  readonly uplinkState = null;
  #config: SwitchConfig;
  #service: SwitchService | null = null;

  constructor(plane: DataPlane, services: FabricServices, config: SwitchConfig) {
    this.#plane = plane;
    this.#services = services;
    this.#config = config;
    this.core = new Switch(plane, config);
    this.#serve();
  }

  configure(node: FabricNode): void {
    if (node.kind !== 'switch') return;
    this.#config = node;
    this.core.configure(node);
    this.#serve();
  }

  forgetStations(): void {
    this.core.forgetStations();
  }

  get switchState(): SwitchState {
    const now = this.#plane.seconds;
    const stations = this.core.stations.slice(0, MAX_STATIONS).map(({ high, low, vlan, port, seen }) => ({
      mac: formatMac(high, low),
      vlan,
      port,
      ageSeconds: Math.max(0, now - seen),
    }));
    return { id: this.#config.id, stations, leases: this.#service?.leases ?? [] };
  }

  close(): void {
    this.#service = null;
    this.core.service = null;
  }

  #serve(): void {
    const { id, dhcp, names } = this.#config;
    if (dhcp === null) {
      this.close();
      return;
    }
    if (this.#service !== null) {
      this.#service.update(dhcp, names);
      return;
    }
    this.#service =
      this.#services.createSwitchService?.({
        node: id,
        mac: stationMac(id),
        config: dhcp,
        names,
        emit: (frame) => this.#plane.within(() => this.core.fromService(frame)),
      }) ?? null;
    this.core.service = this.#service;
  }
}
