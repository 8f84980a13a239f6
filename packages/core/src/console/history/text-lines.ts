import { StringDecoder } from 'node:string_decoder';
import { renderLine } from './rendered-line.ts';

/** A line that never ends is given out in pieces of so many characters. */
const MAX_LINE = 65_536;

/** Turns the bytes of a console, in pieces as they come, into lines of plain text. How they are cut does not matter. */
export class TextLines {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  push(bytes: Buffer): string {
    return this.#take(this.#decoder.write(bytes));
  }

  /** What is left at the end. */
  end(): string {
    const text = this.#take(this.#decoder.end());
    const rest = renderLine(this.#rest);
    this.#rest = '';
    return rest === '' ? text : `${text}${rest}\n`;
  }

  #take(text: string): string {
    const out: string[] = [];
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) out.push(`${renderLine(line)}\n`);
    while (this.#rest.length > MAX_LINE) {
      out.push(`${renderLine(this.#rest.slice(0, MAX_LINE))}\n`);
      this.#rest = this.#rest.slice(MAX_LINE);
    }
    return out.join('');
  }
}
