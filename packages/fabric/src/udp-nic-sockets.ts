import type { FabricTunnel } from '@umlaut/contracts/fabric';
import { UDP_SLOT_BYTES, UdpArena, UdpBatchSocket } from '@umlaut/hostio';
import { encodeHeader, tunnelKey } from './l2tpv3-codec.ts';
import type { NicSocket, NicSockets } from './nic-socket.ts';

/** Tunnels over UDP, bound to one address and connected to one other: the kernel drops what others send. */
export class UdpNicSockets implements NicSockets {
  readonly #arena = new UdpArena();
  readonly bytes = this.#arena.bytes;
  readonly lengths = this.#arena.lengths;
  readonly slotBytes = UDP_SLOT_BYTES;
  readonly scratchStart = this.#arena.scratchStart;

  open({ local, remote, txSession, txCookie }: FabricTunnel, onBatch: (count: number) => void): NicSocket {
    const header = encodeHeader(tunnelKey(txSession, txCookie));
    // The kernel makes segments only of what fits the way, and does not cut them: 1,500 bytes of most networks do not
    // hold a whole frame with its header.
    const segments = local.address.startsWith('127.');
    return new UdpBatchSocket({ arena: this.#arena, local, remote, header, segments, onBatch });
  }
}
