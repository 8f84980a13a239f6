import type { FabricNic } from '@umlaut/contracts/fabric';
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

  open({ local, remote, txSession, txCookie }: FabricNic, onBatch: (count: number) => void): NicSocket {
    const header = encodeHeader(tunnelKey(txSession, txCookie));
    return new UdpBatchSocket({ arena: this.#arena, local, remote, header, onBatch });
  }
}
