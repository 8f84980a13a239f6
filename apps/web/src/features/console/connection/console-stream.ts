import type { TerminalPort, StreamMark } from './terminal-port.ts';

interface Boot {
  offset: number;
  at: Date;
}

/**
 * Puts the bytes of one console into a terminal exactly once and in order, whatever the connections that
 * bring them do. Counts offsets as packages/contracts/src/ws/console.ts defines them.
 */
export class ConsoleStream {
  readonly #terminal: TerminalPort;
  readonly #onParsed: () => void;
  #position: number | null = null;
  /** Offset of the first byte that the terminal was given. */
  #first = 0;
  #parsed = 0;
  #pending = 0;
  #replayEnd = 0;
  /** Bytes to drop because they are in the terminal already. */
  #overlap = 0;
  #boots: Boot[] = [];
  #lastBoot: Boot | null = null;
  #outputInRun = false;
  #generation = 0;

  constructor(terminal: TerminalPort, onParsed: () => void) {
    this.#terminal = terminal;
    this.#onParsed = onParsed;
  }

  /** Offset of the first byte that the terminal was given since it was last empty. */
  get first(): number {
    return this.#first;
  }

  /** Empties the terminal: the next `hello` says where it begins anew. */
  restart(): void {
    this.#mark({ kind: 'restart' });
    // What was given so far, that mark included, says nothing of what follows.
    this.#generation++;
    this.#pending = 0;
    this.#lastBoot = null;
    this.#outputInRun = false;
    this.#position = null;
  }

  /** Offset of the next byte wanted, hence `from` of the next connection; null before the first `hello`. */
  get position(): number | null {
    return this.#position;
  }

  /** Everything before this offset has been parsed by the terminal. */
  get parsed(): number {
    return this.#parsed;
  }

  /** True while the terminal has yet to parse something that it was given. */
  get pending(): boolean {
    return this.#pending > 0;
  }

  /** True while the terminal works on bytes from before the connection: nobody waits for its answers. */
  get replaying(): boolean {
    return this.#parsed < this.#replayEnd;
  }

  /** True once a byte of the newest known run has come. */
  get outputInRun(): boolean {
    return this.#outputInRun;
  }

  /** Another run has begun, of which nothing has come yet. */
  expectRun(): void {
    this.#outputInRun = false;
  }

  hello(offset: number, end: number): void {
    this.#boots = [];
    this.#overlap = 0;
    if (this.#position === null) {
      this.#moveTo(offset);
      this.#first = offset;
      if (offset > 0) this.#mark({ kind: 'earlier', bytes: offset });
    } else if (end < this.#position) {
      this.#generation++;
      this.#pending = 0;
      this.#lastBoot = null;
      this.#outputInRun = false;
      this.#moveTo(offset);
      this.#first = offset;
      this.#mark({ kind: 'restart' });
    } else if (offset > this.#position) {
      this.#jump(offset);
    } else {
      this.#overlap = this.#position - offset;
    }
    this.#replayEnd = end;
  }

  bytes(chunk: Uint8Array): void {
    if (this.#position === null) return;
    const drop = Math.min(this.#overlap, chunk.length);
    this.#overlap -= drop;
    let rest = chunk.subarray(drop);
    while (rest.length > 0) {
      this.#announceBoots();
      const room = this.#nextBorder() - this.#position;
      const part = rest.subarray(0, room);
      this.#write(part);
      rest = rest.subarray(part.length);
    }
    this.#announceBoots();
  }

  skip(to: number): void {
    if (this.#position === null || to <= this.#position) return;
    this.#overlap = 0;
    this.#jump(to);
  }

  boot(offset: number, at: Date): void {
    if (this.#position === null || offset < this.#position) return;
    this.#boots.push({ offset, at });
    this.#boots.sort((a, b) => a.offset - b.offset);
    this.#announceBoots();
  }

  #moveTo(offset: number): void {
    this.#position = offset;
    this.#parsed = offset;
  }

  #jump(to: number): void {
    const from = this.#position ?? to;
    this.#position = to;
    const jumped = this.#boots.filter((boot) => boot.offset <= to);
    this.#mark({ kind: 'skip', bytes: to - from });
    this.#boots = this.#boots.filter((boot) => boot.offset > to);
    const newest = jumped.at(-1);
    if (newest !== undefined) this.#announce(newest);
  }

  /** Where the chunk must be cut: at the end of the replay and at each boot. */
  #nextBorder(): number {
    const position = this.#position ?? 0;
    const borders = [this.#replayEnd, this.#boots[0]?.offset ?? Infinity];
    return Math.min(...borders.filter((border) => border > position), Infinity);
  }

  #announceBoots(): void {
    let boot = this.#boots[0];
    while (boot !== undefined && boot.offset <= (this.#position ?? 0)) {
      this.#boots.shift();
      this.#announce(boot);
      boot = this.#boots[0];
    }
  }

  #announce(boot: Boot): void {
    // Each connection tells of the boots again that lie at or after its beginning.
    const last = this.#lastBoot;
    if (last !== null && boot.offset <= last.offset && boot.at <= last.at) return;
    this.#lastBoot = boot;
    this.#outputInRun = false;
    this.#mark({ kind: 'boot', at: boot.at });
  }

  #write(part: Uint8Array): void {
    this.#outputInRun = true;
    this.#position = (this.#position ?? 0) + part.length;
    this.#terminal.write(part, this.#expectParsed());
  }

  #mark(mark: StreamMark): void {
    this.#terminal.mark(mark, this.#expectParsed());
  }

  #expectParsed(): () => void {
    const offset = this.#position ?? 0;
    const generation = this.#generation;
    this.#pending++;
    return () => {
      if (generation !== this.#generation) return;
      this.#pending--;
      this.#parsed = offset;
      this.#onParsed();
    };
  }
}
