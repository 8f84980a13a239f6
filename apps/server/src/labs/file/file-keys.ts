import { labFileKey } from '@umlaut/contracts/model';
import { slugs } from '@umlaut/core/process';

/** Keys of a file, each once: "web", "web-2", ... */
export class FileKeys {
  readonly #taken = new Set<string>();

  /** @param fallback a word, for what is called by signs alone, and in front of what begins with a digit */
  take(word: string, fallback: string): string {
    const stem = /^[0-9]/.test(word) ? `${fallback}-${word}` : word;
    for (const slug of slugs(stem, fallback)) {
      const key = labFileKey.safeParse(slug).success ? slug : `${fallback}-${slug}`.slice(0, 63);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return key;
    }
    throw new Error('unreachable: there is always another slug');
  }
}
