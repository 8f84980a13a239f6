import type { GuestMemory } from '@umlaut/contracts/model';
import { Cadence } from './cadence.ts';
import { parseMemory, parseOomKills } from './parse-memory.ts';
import { question, type Rounds } from './question.ts';

/** The kernel says so on its console as well, at once. */
const OOM_KILLS_INTERVAL_MS = 5_000;

/** Memory and what it is used for. */
export class MemoryLook {
  #figures = parseMemory('');
  #oomKills: number | null = null;
  readonly #cadence = new Cadence();

  *rounds(now: number): Rounds {
    const questions = [question('proc meminfo', (text) => void (this.#figures = parseMemory(text)))];
    if (this.#cadence.take('kills', OOM_KILLS_INTERVAL_MS, now)) {
      questions.push(question('proc vmstat', (text) => void (this.#oomKills = parseOomKills(text))));
    }
    yield questions;
  }

  memory(): GuestMemory {
    return { ...this.#figures, oomKills: this.#oomKills };
  }

  reset(): void {
    this.#cadence.reset();
  }
}
