import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Where the heap of a program begins, twice, from a process of its own: it cannot be taken back. */
function heaps(before: string): string[] {
  const code = `
    import { execFileSync } from 'node:child_process';
    import { fixAddresses } from ${JSON.stringify(new URL('fix-addresses.ts', import.meta.url).href)};
    ${before}
    const heap = () => /^[0-9a-f]+(?=.*\\[heap\\])/m.exec(execFileSync('cat', ['/proc/self/maps'], { encoding: 'utf8' }))[0];
    console.log(heap(), heap());`;
  const words = ['--input-type=module', '--eval', code];
  return execFileSync(process.execPath, words, { encoding: 'utf8' }).trim().split(' ');
}

it('gives what is started the same addresses each time', () => {
  const [first, second] = heaps('if (!fixAddresses()) throw new Error("refused");');
  expect(second).toBe(first);
});

it('changes nothing unasked', () => {
  const [first, second] = heaps('');
  expect(second).not.toBe(first);
});
