import type { IncidentKind } from '@umlaut/contracts/model';
import { TellingLines } from './telling-lines.ts';
import { TROUBLE_WORDS, panicTitle, readTroubleSign, type TroubleSign } from './trouble-sign.ts';

/** Something that went wrong inside a guest, as its kernel's console told. */
export interface Trouble {
  kind: IncidentKind;
  /** One sentence for a person. */
  title: string;
  /** The lines that gave it away. */
  lines: string[];
}

const MAX_LINES = 12;
/** Of one episode often several are told; the first of these gives it its name. */
const SEVERITY: readonly IncidentKind[] = ['oops', 'bug', 'lockup', 'hung-task', 'warning'];

/**
 * Recognises trouble in the output of one run's kernel console, which comes in pieces. A trouble is given
 * out once: what may still turn into a panic, or is told in several lines, is held back until `settle`.
 */
export class TroubleDetector {
  readonly #lines = new TellingLines(TROUBLE_WORDS);
  #held: Trouble | null = null;
  #oomLine: string | null = null;
  #panicked = false;

  /** @param bytes the next output, only valid during the call @returns what is certain by now */
  push(bytes: Uint8Array): Trouble[] {
    return this.#lines.push(bytes).flatMap((line) => {
      const sign = this.#panicked ? null : readTroubleSign(line);
      return sign === null ? [] : this.#take(sign, line.trim());
    });
  }

  /** Whether something is held back, for which `settle` must be called a moment later. */
  get holds(): boolean {
    return this.#held !== null;
  }

  /** No panic followed: gives out what was held back. */
  settle(): Trouble[] {
    const held = this.#held;
    this.#held = null;
    return held === null ? [] : [held];
  }

  #take({ kind, title }: TroubleSign, line: string): Trouble[] {
    if (kind === 'panic') return [this.#panic(title, line)];
    if (kind === 'oom-begins') {
      this.#oomLine = line;
      return [];
    }
    if (kind === 'out-of-memory') {
      const lines = this.#oomLine === null ? [line] : [this.#oomLine, line];
      this.#oomLine = null;
      return [{ kind, title, lines }];
    }
    if (kind !== 'read-only') return this.#hold({ kind, title, lines: [line] });
    return this.#hold({ kind: 'file-system-error', title: this.#withCause(title), lines: [line] });
  }

  #panic(title: string, line: string): Trouble {
    this.#panicked = true;
    const [cause] = this.settle();
    const lines = cause === undefined ? [line] : [...cause.lines, line];
    // BUG() of UML says no more than that in its panic.
    const told = cause !== undefined && title === panicTitle('BUG!') ? cause.title : title;
    return { kind: 'panic', title: told, lines };
  }

  /** The error that made a file system read-only was told just before. */
  #withCause(title: string): string {
    const cause = this.#held?.kind === 'file-system-error' ? this.#held.title : null;
    if (cause === null || cause.includes(title)) return cause ?? title;
    return `${cause}; ${title}`;
  }

  #hold(next: Trouble): Trouble[] {
    const held = this.#held;
    if (held === null) {
      this.#held = next;
      return [];
    }
    const [one, other] = [SEVERITY.indexOf(held.kind), SEVERITY.indexOf(next.kind)];
    if (held.kind !== next.kind && (one === -1 || other === -1)) {
      this.#held = next;
      return [held];
    }
    const severe = other < one || next.title.startsWith(held.title) ? next : held;
    this.#held = {
      kind: severe.kind,
      title: severe.title,
      lines: [...held.lines, ...next.lines].slice(0, MAX_LINES),
    };
    return [];
  }
}
