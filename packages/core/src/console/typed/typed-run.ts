import type { TypedRecord } from './typed-codec.ts';

/** A pause of this length ends what was typed together. */
export const RUN_PAUSE_MS = 1_000;
/** A record has no more bytes; a long paste becomes several. */
export const MAX_RUN_BYTES = 4_096;

export interface Typing {
  at: number;
  offset: number;
  name: string;
  bytes: Buffer;
  /** Typed in answer to a question for a password. */
  secret: boolean;
}

export type TypedRun = Omit<TypedRecord, 'number'>;

interface Open {
  at: number;
  lastAt: number;
  offset: number;
  name: string;
  secret: boolean;
  pieces: Buffer[];
  length: number;
}

/** Joins what one viewer types without a pause, up to the end of a line. Pure but for its own state. */
export class TypedRuns {
  #open: Open | null = null;

  /** @returns what is complete by now, in order */
  push(typing: Typing): TypedRun[] {
    const done = this.#continues(typing) ? [] : this.flush();
    let rest = typing.bytes;
    while (rest.length > 0) {
      const open = (this.#open ??= begin(typing));
      const piece = rest.subarray(0, MAX_RUN_BYTES - open.length);
      // Not kept longer than this call: not even in memory.
      if (!open.secret) open.pieces.push(Buffer.from(piece));
      open.length += piece.length;
      open.lastAt = typing.at;
      rest = rest.subarray(piece.length);
      if (open.length >= MAX_RUN_BYTES) done.push(...this.flush());
    }
    return endsLine(typing.bytes) ? [...done, ...this.flush()] : done;
  }

  /** What was typed so far is complete. */
  flush(): TypedRun[] {
    const open = this.#open;
    this.#open = null;
    if (open === null) return [];
    const { at, offset, name, secret, pieces, length } = open;
    return [{ at, offset, name, typed: secret ? length : Buffer.concat(pieces) }];
  }

  #continues({ at, name, secret }: Typing): boolean {
    const open = this.#open;
    if (open === null) return true;
    const pause = at - open.lastAt;
    return open.name === name && open.secret === secret && pause >= 0 && pause < RUN_PAUSE_MS;
  }
}

function begin({ at, offset, name, secret }: Typing): Open {
  return { at, lastAt: at, offset, name, secret, pieces: [], length: 0 };
}

function endsLine(bytes: Buffer): boolean {
  const last = bytes.at(-1);
  return last === 0x0d || last === 0x0a;
}
