import type { FabricNic, FabricState } from '@umlaut/contracts/fabric';
import type { DataPlane } from './data-plane.ts';
import type { NicSockets } from './nic-socket.ts';
import { SeenAddresses } from './seen-addresses.ts';
import { TunnelPort } from './tunnel-port.ts';

/** A guest's NIC: its tunnel, and the addresses that it uses. */
export class NicPort extends TunnelPort {
  readonly #addresses: SeenAddresses;
  readonly config: FabricNic;

  constructor(plane: DataPlane, sockets: NicSockets, config: FabricNic) {
    const addresses = new SeenAddresses();
    super({
      plane,
      sockets,
      tunnel: config,
      name: config.id,
      look: (bytes, start, end) => addresses.look(bytes, start, end),
    });
    this.#addresses = addresses;
    this.config = config;
  }

  /** Its guest is another from now on. */
  forgetAddresses(): void {
    this.#addresses.clear();
  }

  state(): FabricState['nics'][number] {
    const { taken, delivered } = this.figures();
    return { id: this.config.id, sent: taken, received: delivered, addresses: this.#addresses.list() };
  }
}
