import { formatIpv4 } from '../packet/ipv4-address.ts';
import { arpQuestion, pingFrame, type ProbeSender } from './probe-frames.ts';
import type { FollowedFrame } from './trace.ts';

interface ProbePlan {
  sender: ProbeSender;
  target: number;
  hops: readonly number[];
  count: number;
  waitMs: number;
  /** Of our pings. */
  id: number;
}

export interface ProbeRunOptions {
  plan: ProbePlan;
  inject: (frame: Uint8Array) => void;
  frames: readonly FollowedFrame[];
  /** Whether a frame came out at the asker's own NIC. */
  hasArrived: (frame: FollowedFrame) => boolean;
}

/** As the kernel does for a neighbour it does not know: net/ipv4/arp.c, mcast_probes. */
const QUESTIONS = 3;
const PING_INTERVAL_MS = 150;
/** How often it is looked whether an answer has come. */
const LOOK_MS = 15;

type Phase =
  | { name: 'asking'; hop: number; asked: number; until: number }
  | { name: 'pinging'; mac: string; sent: number; next: number }
  | { name: 'waiting'; until: number }
  | { name: 'over' };

/** The questions of one probe, one after the other, as its answers come: call `step` until it is over. */
export class ProbeRun {
  readonly #options: ProbeRunOptions;
  #phase: Phase = { name: 'asking', hop: 0, asked: 0, until: -Infinity };
  #questions = 0;
  /** Who answered. */
  nextHop: string | null = null;

  constructor(options: ProbeRunOptions) {
    this.#options = options;
  }

  /** @returns after how many milliseconds to come again; null: it is over */
  step(now: number): number | null {
    switch (this.#phase.name) {
      case 'asking':
        this.#ask(now, this.#phase);
        break;
      case 'pinging':
        this.#ping(now, this.#phase);
        break;
      case 'waiting':
        if (now >= this.#phase.until || this.#isAnswered()) this.#phase = { name: 'over' };
        break;
      case 'over':
        break;
    }
    return this.#phase.name === 'over' ? null : LOOK_MS;
  }

  #ask(now: number, phase: Extract<Phase, { name: 'asking' }>): void {
    const { plan, inject } = this.#options;
    const wanted = plan.hops[phase.hop];
    if (wanted === undefined) {
      this.#phase = { name: 'over' };
      return;
    }
    const mac = this.#answerOf(wanted);
    if (mac !== null) {
      this.nextHop = formatIpv4(wanted);
      // Nobody could answer a ping from an address that is none.
      this.#phase =
        plan.sender.address === 0 ? { name: 'over' } : { name: 'pinging', mac, sent: 0, next: now };
      return;
    }
    if (now < phase.until) return;
    if (phase.asked === QUESTIONS) {
      this.#phase = { name: 'asking', hop: phase.hop + 1, asked: 0, until: now };
      return;
    }
    this.#phase = { ...phase, asked: phase.asked + 1, until: now + plan.waitMs / 2 };
    this.#questions += 1;
    inject(arpQuestion(plan.sender, wanted, this.#questions));
  }

  #answerOf(address: number): string | null {
    const { frames, hasArrived } = this.#options;
    const text = `${formatIpv4(address)} is at `;
    const answer = frames.find(
      (frame) => frame.kind === 'arp-reply' && frame.text.startsWith(text) && hasArrived(frame),
    );
    return answer?.text.slice(text.length) ?? null;
  }

  #ping(now: number, phase: Extract<Phase, { name: 'pinging' }>): void {
    if (now < phase.next) return;
    const { plan, inject } = this.#options;
    const number = phase.sent + 1;
    this.#phase =
      number === plan.count
        ? { name: 'waiting', until: now + plan.waitMs }
        : { ...phase, sent: number, next: now + PING_INTERVAL_MS };
    inject(pingFrame(plan.sender, { nextHopMac: phase.mac, target: plan.target, id: plan.id, number }));
  }

  /** Each ping, by its target or by a router that cannot go on. */
  #isAnswered(): boolean {
    const { plan, frames, hasArrived } = this.#options;
    const answered = new Set(
      frames
        .filter(({ kind }) => kind === 'echo-reply' || kind === 'icmp-error')
        .filter(hasArrived)
        .map(({ number }) => number),
    );
    return answered.size >= plan.count;
  }
}
