import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text that a real kernel printed: `fixtures/VERSION-NAME.txt`. Console output has its prompts, without `\r`. */
export function readFixture(version: '6.1' | '7.2', name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', `${version}-${name}.txt`), 'utf8');
}
