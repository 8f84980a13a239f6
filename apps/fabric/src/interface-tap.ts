import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { PacketSocket, type PacketFrame } from '@umlaut/hostio';
import type { BridgePort } from './bridge-ports.ts';

/** An interface comes with its machine and goes with it; namespaces do, too. */
const LOOK_MS = 250;
/** The kernel hands over what passed within 20 ms. */
const LAST_MS = 50;

export interface InterfaceTapOptions {
  /** Where to listen now; null: nowhere for the moment. */
  find: () => BridgePort | null;
  /** A frame of direction 0, from the first end of the link to the second, or 1; valid during the call. */
  onFrame: (direction: 0 | 1, frame: PacketFrame) => void;
  onMissed: (frames: number) => void;
  /** Why nothing can be heard there, or null once it can. */
  onTrouble: (sentence: string | null) => void;
}

/** Listens at an interface of the network namespace for as long as it is wanted, whenever it is there. */
export class InterfaceTap implements AsyncDisposable {
  readonly #options: InterfaceTapOptions;
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);
  #open: { port: BridgePort; socket: PacketSocket } | null = null;

  constructor(options: InterfaceTapOptions) {
    this.#options = options;
    this.#look();
  }

  /** What has passed until now is heard first. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    if (this.#open !== null) await delay(LAST_MS);
    this.#close();
  }

  #look(): void {
    const port = this.#options.find();
    if (this.#open !== null && !isSame(this.#open.port, port)) this.#close();
    // To try costs a process: see native/packet_inside.c.
    if (port !== null && this.#open === null && isThere(port)) this.#listen(port);
    this.#countMissed();
  }

  #listen(port: BridgePort): void {
    const { onFrame } = this.#options;
    const [incoming, outgoing] = port.forth === 'in' ? ([0, 1] as const) : ([1, 0] as const);
    try {
      const socket = new PacketSocket({
        pid: port.pid,
        interfaceName: port.name,
        onFrame: (frame) => onFrame(frame.isOutgoing ? outgoing : incoming, frame),
        onGone: () => this.#close(),
      });
      this.#open = { port, socket };
      this.#options.onTrouble(null);
    } catch (error) {
      // It may have gone this very moment: the next look tells.
      this.#options.onTrouble(`Nothing can be heard at ${port.name}: ${String(error)}`);
    }
  }

  #close(): void {
    this.#countMissed();
    this.#open?.socket.close();
    this.#open = null;
  }

  #countMissed(): void {
    const missed = this.#open?.socket.takeDropped() ?? 0;
    if (missed > 0) this.#options.onMissed(missed);
  }
}

/** In the list of the namespace's interfaces: proc_net(5). */
function isThere({ pid, name }: BridgePort): boolean {
  try {
    return new RegExp(`^\\s*${name}:`, 'm').test(readFileSync(`/proc/${pid}/net/dev`, 'utf8'));
  } catch {
    return false;
  }
}

function isSame(left: BridgePort, right: BridgePort | null): boolean {
  return left.pid === right?.pid && left.name === right.name && left.forth === right.forth;
}
