import { StringDecoder } from 'node:string_decoder';
import { renderLine } from './rendered-line.ts';

/** A longer line, which may never end, is given out in pieces of so many characters, or a few less. */
const MAX_LINE = 65_536;
/** Longer than the escape sequences that guests draw with. */
const SEQUENCE_CHARACTERS = 64;

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
    for (const line of lines) out.push(`${renderLine(shorten(line, out))}\n`);
    this.#rest = shorten(this.#rest, out);
    return out.join('');
  }
}

/** Puts the pieces of a line that is too long into `out`, the same ones whether its end has come or not. */
function shorten(line: string, out: string[]): string {
  let rest = line;
  while (rest.length > MAX_LINE) {
    const length = pieceLength(rest);
    out.push(`${renderLine(rest.slice(0, length))}\n`);
    rest = rest.slice(length);
  }
  return rest;
}

/** Cuts no escape sequence and no character in two. */
function pieceLength(line: string): number {
  const escape = line.lastIndexOf('\u001b', MAX_LINE - 1);
  if (escape >= MAX_LINE - SEQUENCE_CHARACTERS) return escape;
  const isPair = (line.codePointAt(MAX_LINE - 1) ?? 0) > 0xff_ff;
  return isPair ? MAX_LINE - 1 : MAX_LINE;
}
