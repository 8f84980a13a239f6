import { CONSOLE_MAX_LAG_BYTES, CONSOLE_WINDOW_BYTES } from '@umlaut/contracts/ws';

interface Range {
  from: number;
  to: number;
}

/**
 * Where one viewer is in the console's byte stream and how much more may be on its way to it. Offsets are
 * those of the log. Pure.
 */
export class ViewerFlow {
  #cursor: number;
  #acked: number;
  readonly #replayEnd: number;
  /** Skipped ranges past the last ack: they lie between acked and cursor but are not in flight. */
  #skips: Range[] = [];

  /** `replayEnd`: the log's end at the time of connecting; the way up to there counts as no lag. */
  constructor(offset: number, replayEnd: number) {
    this.#cursor = offset;
    this.#acked = offset;
    this.#replayEnd = replayEnd;
  }

  /** Offset of the next byte to send. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Bytes sent and not yet acknowledged. */
  get inFlight(): number {
    return this.#skips.reduce((sum, skip) => sum - (skip.to - skip.from), this.#cursor - this.#acked);
  }

  /** Bytes that may be sent before the next ack. */
  get window(): number {
    return CONSOLE_WINDOW_BYTES - this.inFlight;
  }

  /** Whether the viewer has been sent anything that it had not missed: replay is history, not news. */
  get pastReplay(): boolean {
    return this.#cursor > this.#replayEnd;
  }

  sent(bytes: number): void {
    this.#cursor += bytes;
  }

  /** Moves on to `offset`, which lies past the cursor, without sending what is between. */
  skipTo(offset: number): void {
    this.#skips.push({ from: this.#cursor, to: offset });
    this.#cursor = offset;
  }

  /** The viewer parsed everything before `offset`; an ack from the past or the future counts as far as it is true. */
  ack(offset: number): void {
    this.#acked = Math.max(this.#acked, Math.min(offset, this.#cursor));
    this.#skips = this.#skips
      .filter((skip) => skip.to > this.#acked)
      .map((skip) => ({ from: Math.max(skip.from, this.#acked), to: skip.to }));
  }

  /** Whether the viewer is too far behind the live end to be led there byte by byte. */
  isTooFarBehind(end: number): boolean {
    return end - Math.max(this.#cursor, this.#replayEnd) > CONSOLE_MAX_LAG_BYTES;
  }
}
