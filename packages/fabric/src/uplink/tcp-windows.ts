import { read16, read32, write16 } from '../packet/big-endian.ts';
import { ETHERNET_BYTES, ETHERTYPE } from '../packet/ethernet.ts';
import { IP_PROTOCOL } from '../packet/ipv4.ts';

/**
 * Half of what a guest's UDP socket holds (see pacer.ts): the other half is for a second connection, and for a guest
 * that is late. With all of it (131,072) a quiet host got 50 to 100 Mbit/s, as frames were lost at each window's end;
 * with 98,304 it was 420, with 65,536 600, with 32,768 460.
 */
const SOCKET_BYTES = 65_536;
/** And per millisecond of the way there and back beyond the usual, where links are made slow on purpose. */
const BYTES_PER_MS = 65_536;
const USUAL_MS = 3;
const MAX_FLOWS = 1024;

/** Of addresses in an untagged frame. */
const SOURCE4 = ETHERNET_BYTES + 12;
const DESTINATION4 = ETHERNET_BYTES + 16;
const SOURCE6_END = ETHERNET_BYTES + 24;
const DESTINATION6_END = ETHERNET_BYTES + 40;

const SYN = 0x02;
const ACK = 0x10;

interface Flow {
  /** RFC 7323, 2: what the station's windows are shifted by. */
  scale: number;
  /** Shortest time from a segment to its acknowledgement, in ms. */
  roundTrip: number;
  /** The segment whose acknowledgement is awaited; null: none. */
  probe: { end: number; at: number } | null;
}

/**
 * Makes the windows that a station announces no larger than what the way to it holds. passt has no congestion control of
 * its own: it sends a whole window at once, and all of it again when a frame of it was lost.
 */
export class TcpWindows {
  readonly #flows = new Map<number, Flow>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A frame for the station. */
  sent(frame: Uint8Array): void {
    const at = tcpAt(frame, 0, frame.length);
    if (at === 0) return;
    const peer = read32(frame, isIpv6(frame, 0) ? SOURCE6_END - 4 : SOURCE4);
    const flow = this.#flows.get(flowKey(peer, read16(frame, at), read16(frame, at + 2)));
    if (flow === undefined || flow.probe !== null) return;
    const data = packetEnd(frame) - at - headerBytes(frame, at);
    if (data > 0) flow.probe = { end: (read32(frame, at + 4) + data) >>> 0, at: this.#now() };
  }

  /** A copy of a frame from the station, `bytes[start, end)`, on its way to passt; it is changed in place. */
  limit(bytes: Uint8Array, start: number, end: number): void {
    const at = tcpAt(bytes, start, end);
    if (at === 0) return;
    const peer = read32(bytes, start + (isIpv6(bytes, start) ? DESTINATION6_END - 4 : DESTINATION4));
    const key = flowKey(peer, read16(bytes, at + 2), read16(bytes, at));
    const flags = bytes[at + 13] ?? 0;
    if ((flags & SYN) !== 0) {
      // Windows of segments with SYN are not shifted, and small.
      this.#add(key, { scale: windowScale(bytes, at, end), roundTrip: Infinity, probe: null });
      return;
    }
    const flow = this.#flows.get(key);
    if (flow === undefined) return;
    if ((flags & ACK) !== 0) this.#measure(flow, read32(bytes, at + 8));
    const room = SOCKET_BYTES + slowness(flow) * BYTES_PER_MS;
    const window = read16(bytes, at + 14);
    const largest = Math.floor(room / 2 ** flow.scale);
    if (window > largest) replaceWindow(bytes, at, { from: window, to: Math.max(1, largest) });
  }

  #measure(flow: Flow, acknowledged: number): void {
    if (flow.probe === null || ((acknowledged - flow.probe.end) | 0) < 0) return;
    flow.roundTrip = Math.min(flow.roundTrip, this.#now() - flow.probe.at);
    flow.probe = null;
  }

  #add(key: number, flow: Flow): void {
    this.#flows.delete(key);
    this.#flows.set(key, flow);
    if (this.#flows.size <= MAX_FLOWS) return;
    const [oldest] = this.#flows.keys();
    if (oldest !== undefined) this.#flows.delete(oldest);
  }
}

/** Milliseconds. */
function slowness({ roundTrip }: Flow): number {
  return roundTrip === Infinity ? 0 : Math.max(0, roundTrip - USUAL_MS);
}

/** The checksum follows without a look at the rest: RFC 1624, equation 3. */
function replaceWindow(bytes: Uint8Array, at: number, { from, to }: { from: number; to: number }): void {
  write16(bytes, at + 14, to);
  let sum = (~read16(bytes, at + 16) & 0xffff) + (~from & 0xffff) + to;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  write16(bytes, at + 16, ~sum & 0xffff);
}

/** Option 3 of a segment with SYN; 0: there is none. */
function windowScale(bytes: Uint8Array, at: number, end: number): number {
  const options = Math.min(end, at + headerBytes(bytes, at));
  for (let option = at + 20; option < options;) {
    const kind = bytes[option] ?? 0;
    if (kind === 0) return 0;
    const length = kind === 1 ? 1 : (bytes[option + 1] ?? 0);
    if (kind === 3 && length === 3) return Math.min(14, bytes[option + 2] ?? 0);
    // Impossible lengths end it.
    if (kind !== 1 && length < 2) return 0;
    option += length;
  }
  return 0;
}

function headerBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 12] ?? 0) >>> 4) * 4;
}

/** Where TCP begins in an untagged frame; 0: it is no TCP, a fragment or cut off. */
function tcpAt(bytes: Uint8Array, start: number, end: number): number {
  const ip = start + ETHERNET_BYTES;
  if (end - ip < 40) return 0;
  if (isIpv6(bytes, start)) return bytes[ip + 6] === IP_PROTOCOL.tcp && ip + 60 <= end ? ip + 40 : 0;
  if (read16(bytes, start + 12) !== ETHERTYPE.ipv4) return 0;
  if (bytes[ip + 9] !== IP_PROTOCOL.tcp || (read16(bytes, ip + 6) & 0x1fff) !== 0) return 0;
  const at = ip + ((bytes[ip] ?? 0) & 15) * 4;
  return at + 20 <= end ? at : 0;
}

function isIpv6(bytes: Uint8Array, start: number): boolean {
  return read16(bytes, start + 12) === ETHERTYPE.ipv6;
}

/** Padding of short frames is behind it. */
function packetEnd(frame: Uint8Array): number {
  const ip = ETHERNET_BYTES;
  return isIpv6(frame, 0) ? ip + 40 + read16(frame, ip + 4) : ip + read16(frame, ip + 2);
}

/** Two flows whose peers differ in the first 12 bits (of the last 32) only have the same, which costs them speed and no more. */
function flowKey(peer: number, peerPort: number, stationPort: number): number {
  return (peerPort * 65_536 + stationPort) * 1_048_576 + (peer & 0xf_ffff);
}
