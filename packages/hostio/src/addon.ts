import { existsSync } from 'node:fs';
import { join } from 'node:path';

declare const socketHandle: unique symbol;
declare const exchangeHandle: unique symbol;
/** An exchange that is under way on another thread. */
interface ExchangeHandle {
  readonly [exchangeHandle]: true;
}

/** An open datagram socket inside the addon. */
export interface SocketHandle {
  readonly [socketHandle]: true;
}

declare const arenaHandle: unique symbol;
declare const udpHandle: unique symbol;
declare const timerHandle: unique symbol;
declare const ptyReaderHandle: unique symbol;
declare const packetSocketHandle: unique symbol;
/** Memory that UDP sockets receive into and send from. */
export interface ArenaHandle {
  readonly [arenaHandle]: true;
}
export interface UdpHandle {
  readonly [udpHandle]: true;
}
export interface TimerHandle {
  readonly [timerHandle]: true;
}
export interface PacketSocketHandle {
  readonly [packetSocketHandle]: true;
}
export interface PtyReaderHandle {
  readonly [ptyReaderHandle]: true;
}

/** What native/*.c export; failures throw an Error with an errno name as `code`. */
interface Addon {
  openPty(cols: number, rows: number): { master: number; path: string };
  /** Fills `buffer` of 64 KiB. `what`: a number of bytes; 0: a burst is quiet; -1: the end. */
  openPtyReader(master: number, buffer: Uint8Array, onRead: (what: number) => void): PtyReaderHandle;
  gatherPtyReader(reader: PtyReaderHandle, gathers: boolean): void;
  closePtyReader(reader: PtyReaderHandle): void;
  resizePty(master: number, cols: number, rows: number): void;
  tryLock(fd: number, shared: boolean): boolean;
  lockHolder(fd: number): number | null;
  nextData(fd: number, offset: number): [start: number, end: number] | null;
  punchHole(fd: number, offset: number, length: number): void;
  cloneFile(to: number, from: number): void;
  startWriting(fd: number, offset: number, length: number): void;
  copyWindow(scratch: Uint8Array, to: number, from: number, offset: number, shift: number): number[] | null;
  /** A negative errno when it is not known. */
  sharedBytes(fd: number): Promise<number>;
  /** `problem` is 0 or a negative errno. */
  openDatagram(path: string | null, onBatch: (messages: Buffer[], problem: number) => void): SocketHandle;
  connectDatagram(socket: SocketHandle, path: string): void;
  sendDatagram(socket: SocketHandle, path: string, bytes: Uint8Array): void;
  closeDatagram(socket: SocketHandle): void;
  /** `lengths` and `marks` hold 32-bit integers in the host's byte order; `problem` is 0 or a negative errno. */
  exchangeDatagrams(
    path: string,
    questions: Buffer,
    lengths: Buffer,
    moreOffset: number,
    timeoutMs: number,
    own: string | null,
  ): { promise: Promise<{ bytes: Buffer; marks: Buffer; problem: number }>; handle: ExchangeHandle };
  cancelExchange(handle: ExchangeHandle): void;
  udpArena(bytes: Uint8Array, lengths: Int32Array, slotBytes: number): ArenaHandle;
  openUdp(
    arena: ArenaHandle,
    ends: readonly [localAddress: string, localPort: number, remoteAddress: string, remotePort: number],
    header: Uint8Array,
    slices: Int32Array,
    segments: boolean,
    onBatch: (count: number) => void,
  ): UdpHandle;
  /** Not sent in the low 16 bits, too long above. */
  sendUdp(socket: UdpHandle, count: number): number;
  closeUdp(socket: UdpHandle): void;
  /** `table` has five numbers of each frame, see native/packet_socket.c; -1 in place of a count: the interface is gone. */
  openPacketSocket(
    pid: number,
    name: string,
    bytes: Uint8Array,
    table: Int32Array,
    onFrames: (count: number) => void,
  ): PacketSocketHandle;
  packetsDropped(socket: PacketSocketHandle): number;
  closePacketSocket(socket: PacketSocketHandle): void;
  scheduleAsBatch(): void;
  fixAddresses(): boolean;
  openTimer(onExpired: () => void): TimerHandle;
  armTimer(timer: TimerHandle, microseconds: number): void;
  closeTimer(timer: TimerHandle): void;
}

let loaded: Addon | undefined;

/**
 * The native addon, loaded at first use: from `UMLAUT_HOSTIO`, else `hostio.node` beside a bundled
 * application, else where this package's build puts it.
 * @throws Error with code `ERR_HOSTIO_MISSING` when it was not built
 */
export function addon(): Addon {
  loaded ??= load();
  return loaded;
}

function load(): Addon {
  const override = process.env['UMLAUT_HOSTIO'];
  const candidates =
    override === undefined || override === ''
      ? [join(import.meta.dirname, 'hostio.node'), join(import.meta.dirname, '../dist/hostio.node')]
      : [override];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw Object.assign(
      new Error(
        `The hostio addon was not found (looked for ${candidates.join(', ')}): run "pnpm build:hostio"`,
      ),
      { code: 'ERR_HOSTIO_MISSING' },
    );
  }
  const target: { exports: Addon | Record<string, never> } = { exports: {} };
  process.dlopen(target, path);
  return target.exports as Addon;
}
