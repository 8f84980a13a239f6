import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsoleLog } from '../console-log.ts';
import { segmentName } from '../segment-layout.ts';
import { searchHistory, type HistoryHits } from './search-history.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'console-search-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(text: string | Buffer): void {
  using log = ConsoleLog.open(dir, { limitBytes: 64 * 1024 * 1024 });
  log.append(Buffer.from(text));
}

function search(
  text: string,
  options: Partial<Parameters<typeof searchHistory>[1]> = {},
): Promise<HistoryHits> {
  return searchHistory(dir, { text, matchCase: false, limit: 50, ...options });
}

describe('searchHistory', () => {
  it('finds newest first, with the line and where it stands in it', async () => {
    write('one needle\r\n\u001b[1mtwo \u001b[0mneedle here\r\nno\r\n');
    const { hits, more } = await search('needle');
    expect(more).toBe(false);
    expect(hits.map(({ line, start, length }) => [line, line.slice(start, start + length)])).toEqual([
      ['two needle here', 'needle'],
      ['one needle', 'needle'],
    ]);
    expect(hits[1]?.offset).toBe(4);
    expect(hits[0]?.at).not.toBeNull();
  });

  it('minds the case only when asked to, in any script', async () => {
    write('NEEDLE\nÄrger\nσίγμα\n');
    expect((await search('needle')).hits).toHaveLength(1);
    expect((await search('needle', { matchCase: true })).hits).toHaveLength(0);
    expect((await search('äRGER')).hits).toHaveLength(1);
    expect((await search('ΣΊΓΜΑ')).hits).toHaveLength(1);
    expect((await search('a.c')).hits).toHaveLength(0);
  });

  it('does not find what nobody saw', async () => {
    write('\u001b]0;needle\u0007shown\n\u001b[31mred\n');
    expect((await search('needle')).hits).toEqual([]);
    expect((await search('31m')).hits).toEqual([]);
  });

  it('finds what is seen after the same text unseen, in one line', async () => {
    write('\u001b]0;needle\u0007a needle, a needle\n\u001b]0;x\u0007\u001b]0;needle\u0007needles\n');
    const { hits } = await search('needle');
    expect(hits.map(({ offset, line, start }) => [offset, line, start])).toEqual([
      [47, 'needles', 0],
      [13, 'a needle, a needle', 2],
    ]);
  });

  it('goes on beyond a gap that is longer than what is searched at a time', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, segmentName(0)), 'needle\n');
    writeFileSync(join(dir, segmentName(9_000_000)), 'needle\n');
    const { hits } = await search('needle', { matchCase: true });
    expect(hits.map(({ offset }) => offset)).toEqual([9_000_000, 0]);
  });

  it('cuts a long line around what was found', async () => {
    write(`${'a'.repeat(1000)}needle${'b'.repeat(1000)}\n`);
    const [hit] = (await search('needle')).hits;
    expect(hit?.line.length).toBeLessThanOrEqual(400);
    expect(hit?.line.slice(hit.start, hit.start + hit.length)).toBe('needle');
    expect(hit?.line).toMatch(/^…a+needleb+…$/);
  });

  it('goes on where a page ended', async () => {
    write(Array.from({ length: 9 }, (_, n) => `leaf ${n}\n`).join(''));
    const seen: string[] = [];
    for (let before: number | undefined, more = true; more;) {
      const page = await search('leaf', { limit: 4, ...(before === undefined ? {} : { before }) });
      seen.push(...page.hits.map(({ line }) => line));
      ({ more } = page);
      before = page.hits.at(-1)?.offset;
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `leaf ${n}`));
  });

  it('finds what lies over the end of a chunk or of a segment, once', async () => {
    const filler = Buffer.alloc(2 * 1024 * 1024 - 3, 'x\n');
    write(Buffer.concat([filler, Buffer.from('\nneedle\n'), filler, Buffer.from('\nneedle\n'), filler]));
    const { hits, searchedBytes } = await search('needle', { matchCase: true });
    expect(hits.map(({ offset }) => offset)).toEqual([2 * filler.length + 9, filler.length + 1]);
    expect(searchedBytes).toBe(3 * filler.length + 16);
  });

  it('finds each line that has it, as a plain search would', async () => {
    const lineOf = fc.stringMatching(/^[ab ]{0,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(lineOf, { maxLength: 30 }),
        fc.stringMatching(/^[ab]{1,3}$/),
        async (lines, text) => {
          rmSync(dir, { recursive: true, force: true });
          write(lines.map((line) => `${line}\n`).join(''));
          const { hits } = await search(text, { matchCase: true, limit: 200 });
          expect(hits.map(({ line }) => line)).toEqual(
            lines.filter((line) => line.includes(text)).toReversed(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds each line that shows it, amid escape sequences', async () => {
    const piece = fc.constantFrom('a', 'b', ' ', '\u001b[1m', '\u001b]0;ab\u0007', '\u001b]0;b a\u0007');
    // Between two pieces of text a sequence parts what is one text on the screen.
    const visible = (line: string): string[] =>
      // oxlint-disable-next-line no-control-regex
      line.split(/\u001b\[1m|\u001b\]0;[ab ]*\u0007/).filter((part) => part !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
          { maxLength: 20 },
        ),
        fc.stringMatching(/^[ab]{1,2}$/),
        async (lines, text) => {
          rmSync(dir, { recursive: true, force: true });
          write(lines.map((line) => `${line}\n`).join(''));
          const { hits } = await search(text, { matchCase: true, limit: 200 });
          const shown = lines.map(visible).filter((parts) => parts.some((part) => part.includes(text)));
          expect(hits.map(({ line }) => line)).toEqual(shown.map((parts) => parts.join('')).toReversed());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is given up when nobody waits any more', async () => {
    write(Buffer.alloc(5 * 1024 * 1024, 'x\n'));
    const gone = AbortSignal.abort();
    await expect(search('needle', { signal: gone })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
