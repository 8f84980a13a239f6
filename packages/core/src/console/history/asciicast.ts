import { StringDecoder } from 'node:string_decoder';
import type { ConsoleBoot, ConsoleMark } from '@umlaut/contracts/model';
import { DEFAULT_CONSOLE_SIZE } from '../console-log.ts';

/**
 * Writes an asciicast, version 2: a line of JSON for the header, then one for each event.
 * docs.asciinema.org/manual/asciicast/v2. Pure: text out of bytes and marks.
 */
export class Asciicast {
  readonly #decoder = new StringDecoder('utf8');
  #startedAt: number | null = null;
  #seconds = 0;
  #size = DEFAULT_CONSOLE_SIZE;

  /** @param first the mark of the first byte, if there is one */
  header(first: ConsoleMark | undefined, title: string): string {
    if (first !== undefined) this.#size = { cols: first.cols, rows: first.rows };
    this.#startedAt = first?.at ?? null;
    const { cols: width, rows: height } = this.#size;
    const known = first === undefined ? {} : { timestamp: Math.floor(first.at / 1000) };
    return line({ version: 2, width, height, ...known, title, env: { TERM: 'xterm-256color' } });
  }

  /** Bytes that came together on a terminal of one size. Their time never goes back. */
  output(bytes: Buffer, mark: ConsoleMark | null): string {
    const events = mark === null ? '' : this.#moveTo(mark);
    const text = this.#decoder.write(bytes);
    return text === '' ? events : events + this.#event('o', text);
  }

  /** A run begins, perhaps long after the last output of the one before. */
  boot({ at }: ConsoleBoot): string {
    this.#passTo(Date.parse(at));
    return this.#event('m', `boot ${at}`);
  }

  end(): string {
    const text = this.#decoder.end();
    return text === '' ? '' : this.#event('o', text);
  }

  #moveTo({ at, cols, rows }: ConsoleMark): string {
    this.#passTo(at);
    if (cols === this.#size.cols && rows === this.#size.rows) return '';
    this.#size = { cols, rows };
    return this.#event('r', `${cols}x${rows}`);
  }

  #passTo(at: number): void {
    if (this.#startedAt === null) return;
    this.#seconds = Math.max(this.#seconds, (at - this.#startedAt) / 1000);
  }

  #event(code: 'o' | 'r' | 'm', data: string): string {
    return line([Number(this.#seconds.toFixed(3)), code, data]);
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
