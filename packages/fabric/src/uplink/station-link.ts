import type { FabricForward } from '@umlaut/contracts/fabric';
import { arpFrame } from '../packet/arp.ts';
import { read16, read32 } from '../packet/big-endian.ts';
import { checksum } from '../packet/checksum.ts';
import { ETHERNET_BYTES, ETHERTYPE } from '../packet/ethernet.ts';
import { parseIpv4 } from '../packet/ipv4-address.ts';
import { IP_PROTOCOL, PAYLOAD, ipv4Frame, readIpv4 } from '../packet/ipv4.ts';
import { readIpv6 } from '../packet/ipv6.ts';
import { BROADCAST } from '../packet/mac-address.ts';
import type { Gate } from './gate.ts';
import { allowsIn6 } from './ipv6/gate6.ts';
import { UPLINK_GATEWAY, passtArguments, type PasstSettings } from './network.ts';
import type { HostPort } from '@umlaut/contracts/model';
import { RestartingPasst, type PasstStatus } from './restarting-passt.ts';

/** Stands in while no station is known; nobody has it. */
const NOBODY = '02:55:4d:4c:ff:ff';
const GATEWAY = parseIpv4(UPLINK_GATEWAY) ?? 0;

export interface StationLinkOptions {
  program: string;
  /** Asked at each start. */
  settings: () => Omit<PasstSettings, 'forwards'>;
  /** Those to the station of this address, asked at each start; null: while there is none yet. */
  forwards: (mac: string | null) => readonly FabricForward[];
  /** A start waits until the ports of the host were looked at. */
  ready: () => Promise<void>;
  onRefused: (port: HostPort) => boolean;
  mac: string;
  gate: Gate;
  emit: (frame: Uint8Array) => void;
  onStatus: () => void;
}

/** A passt for one station: passt knows one MAC address and one IP address, the last it has seen. */
export class StationLink {
  readonly #options: StationLinkOptions;
  /** Null before its first start, and between two. */
  #passt: RestartingPasst | null = null;
  #changing: Promise<void> = Promise.resolve();
  #left: Promise<void> = Promise.resolve();
  #isChanging = false;
  #ended = false;
  #told: readonly FabricForward[] = [];
  #mac: string | null = null;
  #address: number | null = null;
  #status: PasstStatus = { status: 'starting', problem: null };
  /** Of the last frame, in the milliseconds of the caller. */
  seenAt = 0;

  constructor(options: StationLinkOptions) {
    this.#options = options;
    this.#restart();
  }

  /** Null: nobody's yet. */
  get mac(): string | null {
    return this.#mac;
  }

  get status(): PasstStatus {
    return this.#status;
  }

  /** From now on it is this station's. */
  claim(mac: string): void {
    this.#mac = mac;
    this.#address = null;
    void this.refresh();
  }

  /** The forwards that its passt was started with. */
  get told(): readonly FabricForward[] {
    return this.#told;
  }

  /** The station has this address: passt needs to know before it brings it anything. */
  learn(address: number): void {
    if (address === 0 || address === this.#address) return;
    this.#address = address;
    this.#teach();
  }

  write(bytes: Uint8Array, start: number, end: number, source: number): void {
    this.#address = source;
    this.#passt?.write(bytes, start, end);
  }

  /** IPv6: passt learns the address by itself, which the station asked from before. */
  write6(bytes: Uint8Array, start: number, end: number): void {
    this.#passt?.write(bytes, start, end);
  }

  /**
   * When its forwards have changed it is started again with them; connections break.
   * @returns when the ports that it had are free
   */
  refresh(): Promise<void> {
    const isSame = JSON.stringify(this.#options.forwards(this.#mac)) === JSON.stringify(this.#told);
    // A start that is still to come asks for them itself.
    if (!isSame && !this.#isChanging && !this.#ended) this.#restart();
    return this.#left;
  }

  #restart(): void {
    this.#isChanging = true;
    const { ready } = this.#options;
    this.#left = this.#changing.then(async () => {
      await this.#passt?.end();
      this.#passt = null;
      this.#told = [];
    });
    this.#changing = this.#left.then(ready).then(() => {
      this.#isChanging = false;
      if (!this.#ended) this.#passt = this.#start();
    });
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#changing;
    await this.#passt?.end();
  }

  #start(): RestartingPasst {
    const { program, settings, forwards, onRefused, onStatus } = this.#options;
    return new RestartingPasst({
      program,
      args: () => {
        this.#told = forwards(this.#mac);
        return passtArguments({ ...settings(), forwards: this.#told });
      },
      probe: () => this.#probe(),
      onRefused,
      onFrame: (frame) => this.#receive(frame),
      onReady: () => this.#teach(),
      onStatus: (status) => {
        this.#status = status;
        onStatus();
      },
    });
  }

  #receive(frame: Buffer): void {
    if (this.#mac === null) return;
    const type = read16(frame, 12);
    if (type === ETHERTYPE.ipv6) {
      const ip = readIpv6(frame, ETHERNET_BYTES, frame.length);
      if (ip !== null && allowsIn6(frame, ip)) this.#options.emit(frame);
      return;
    }
    // Its ARP answers are to our own questions.
    if (type !== ETHERTYPE.ipv4) return;
    if (frame[ETHERNET_BYTES + 9] === IP_PROTOCOL.udp) {
      const ip = readIpv4(frame, ETHERNET_BYTES, frame.length);
      if (ip !== null) this.#options.gate.noteIn(frame, ip);
    }
    this.#options.emit(frame);
  }

  /** "Who has the gateway's address?" */
  #probe(): Uint8Array {
    const senderMac = this.#mac ?? NOBODY;
    const question = { senderMac, senderAddress: this.#address ?? 0, targetMac: '00:00:00:00:00:00' };
    return arpFrame({ ...question, operation: 'request', targetAddress: GATEWAY }, BROADCAST);
  }

  /** A pong that nobody asked for: passt drops it, after a look at its source addresses (tap4_handler of its tap.c). */
  #teach(): void {
    if (this.#mac === null || this.#address === null) return;
    const envelope = { sourceMac: this.#mac, destinationMac: this.#options.mac };
    const frame = ipv4Frame(
      { ...envelope, source: this.#address, destination: GATEWAY },
      IP_PROTOCOL.icmp,
      8,
    );
    const sum = checksum(frame, PAYLOAD, frame.length);
    frame.set([sum >>> 8, sum & 255], PAYLOAD + 2);
    this.#passt?.write(frame, 0, frame.length);
  }
}

/** The address that a frame of our DHCP server gives; 0: none. */
export function givenAddress(frame: Uint8Array): number {
  const UDP_BYTES = 8;
  const YIADDR = 16;
  return read32(frame, PAYLOAD + UDP_BYTES + YIADDR);
}
