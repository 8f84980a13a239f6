import type { StreamMark, TerminalPort } from '../terminal-port.ts';

export const decode = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
export const concat = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** Keeps what it is given, and parses it when told to. */
export class FakeTerminal implements TerminalPort {
  readonly written: (Uint8Array | StreamMark)[] = [];
  #waiting: (() => void)[] = [];
  lazy = false;
  parsedBytes = 0;

  write(bytes: Uint8Array, parsed: () => void): void {
    this.written.push(bytes.slice());
    this.#later(() => {
      this.parsedBytes += bytes.length;
      parsed();
    });
  }

  mark(mark: StreamMark, parsed: () => void): void {
    this.written.push(mark);
    this.#later(parsed);
  }

  parse(count = Infinity): void {
    for (const parsed of this.#waiting.splice(0, count)) parsed();
  }

  get bytes(): Uint8Array {
    return concat(this.written.filter((item) => item instanceof Uint8Array));
  }

  get text(): string {
    return this.written
      .map((item) => (item instanceof Uint8Array ? decode(item) : `<${item.kind}>`))
      .join('');
  }

  #later(parsed: () => void): void {
    if (this.lazy) this.#waiting.push(parsed);
    else parsed();
  }
}
