import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyProgram } from '../bpf/index.ts';
import { CaptureFile, type CaptureFileOptions } from './capture-file.ts';
import { fileHeader, packetBlockBytes, writePacketBlock, type CaptureDirection } from './pcapng-codec.ts';
import { readPcapng, type ReadFrame } from './testing/read-pcapng.ts';

const folder = mkdtempSync(join(tmpdir(), 'umlaut-capture-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
const make = (options: Partial<CaptureFileOptions> = {}) => {
  files += 1;
  const path = join(folder, `${files}.pcapng`);
  const capture = new CaptureFile({
    path,
    name: 'link',
    snapBytes: 65_553,
    limitBytes: 1_048_576,
    program: null,
    ...options,
  });
  return { path, capture };
};

async function readAll(capture: CaptureFile): Promise<ReadFrame[]> {
  return readPcapng(Buffer.concat(await Array.fromAsync(capture.read()))).frames;
}

describe('the pcapng codec', () => {
  it('writes what a reader finds again', () => {
    const frame = fc.record({
      content: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      before: fc.nat(9),
      direction: fc.constantFrom<CaptureDirection>('forth', 'back'),
      time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      snap: fc.integer({ min: 1, max: 250 }),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 10 }), fc.string({ maxLength: 80 }), (frames, name) => {
        const blocks = frames.map(({ content, before, direction, time, snap }) => {
          const captured = Math.min(snap, content.length);
          const bytes = new Uint8Array([...new Uint8Array(before).fill(1), ...content, 2, 2]);
          const into = Buffer.alloc(packetBlockBytes(captured) + 5, 0xee);
          const next = writePacketBlock(into, 5, {
            bytes,
            start: before,
            end: before + content.length,
            captured,
            direction,
            time,
          });
          expect(next).toBe(into.length);
          return into.subarray(5);
        });
        const read = readPcapng(Buffer.concat([fileHeader({ name, snapBytes: 250 }), ...blocks]));
        expect(read.name).toBe(Buffer.from(name).toString());
        expect(read.frames).toEqual(
          frames.map(({ content, direction, time, snap }) => ({
            bytes: Buffer.from(content.subarray(0, snap)),
            length: content.length,
            direction,
            time,
          })),
        );
      }),
    );
  });
});

describe('a capture', () => {
  it('keeps frames of both directions with their times, and forgets them when it is removed', async () => {
    let time = 1_700_000_000_123_456_789n;
    const { path, capture } = make({ clock: () => time++, snapBytes: 64 });
    const bytes = new Uint8Array(300).fill(7);
    capture.sink('forth').deliver(bytes, 100, 160);
    bytes.fill(8);
    capture.sink('back').deliver(bytes, 0, 300);
    bytes.fill(9);
    expect(await readAll(capture)).toEqual([
      { bytes: Buffer.alloc(60, 7), length: 60, direction: 'forth', time: 1_700_000_000_123_456_789n },
      { bytes: Buffer.alloc(64, 8), length: 300, direction: 'back', time: 1_700_000_000_123_456_790n },
    ]);
    expect(capture.frames).toBe(2);
    await capture.stop();
    capture.sink('forth').deliver(bytes, 0, 60);
    expect(await readAll(capture)).toHaveLength(2);
    await capture.remove();
    expect(existsSync(path)).toBe(false);
    expect(await Array.fromAsync(capture.read())).toEqual([]);
  });

  it('is gone on with by the next process, without the half block that a killed one has left', async () => {
    const first = make({ limitBytes: 40_000 });
    const bytes = Buffer.alloc(1000);
    for (let number = 0; number < 30; number += 1) {
      bytes.writeUInt32LE(number, 0);
      first.capture.sink('forth').deliver(bytes, 0, 1000);
      // oxlint-disable-next-line no-await-in-loop -- each is on disk, so that the halves change hands
      await Array.fromAsync(first.capture.read());
    }
    const kept = await readAll(first.capture);
    expect(existsSync(`${first.path}.older`)).toBe(true);
    appendFileSync(first.path, Buffer.from('0600000058040000aabbcc', 'hex'));

    const options = { path: first.path, limitBytes: 40_000 };
    const second = make({ ...options, earlier: 'goes-on' }).capture;
    expect(second.frames).toBe(kept.length);
    bytes.writeUInt32LE(30, 0);
    second.sink('back').deliver(bytes, 0, 1000);
    const all = await readAll(second);
    expect(all.slice(0, -1)).toEqual(kept);
    expect(all.at(-1)?.bytes.readUInt32LE(0)).toBe(30);
    await second.stop();

    const third = make({ ...options, earlier: 'ended' }).capture;
    third.sink('forth').deliver(bytes, 0, 1000);
    expect(await readAll(third)).toEqual(all);
    await third.remove();
    expect(existsSync(first.path) || existsSync(`${first.path}.older`)).toBe(false);
    await first.capture.stop();
  });

  it('begins anew where the files of an earlier process are missing or something else', async () => {
    const { path, capture } = make({ earlier: 'goes-on' });
    await capture.stop();
    writeFileSync(path, 'nothing of the kind');
    const again = make({ path, earlier: 'goes-on' }).capture;
    again.sink('forth').deliver(Uint8Array.of(1, 2), 0, 2);
    expect(await readAll(again)).toHaveLength(1);
    await again.remove();
  });

  it('takes what its program wants', async () => {
    // Byte 0 is 1.
    const program = verifyProgram([
      [0x30, 0, 0, 0],
      [0x15, 0, 1, 1],
      [6, 0, 0, 262144],
      [6, 0, 0, 0],
    ]);
    const { capture } = make({ program });
    const sink = capture.sink('forth');
    for (const first of [0, 1, 2, 1]) sink.deliver(Uint8Array.of(first, 0, 0), 0, 3);
    await capture.stop();
    expect(await readAll(capture)).toHaveLength(2);
    await capture.remove();
  });

  it('stays within its limit, with the newest frames in order', async () => {
    const { capture } = make();
    const sink = capture.sink('forth');
    const bytes = Buffer.alloc(1500);
    for (let number = 0; number < 3000; number += 1) {
      bytes.writeUInt32LE(number, 0);
      sink.deliver(bytes, 0, 1500);
      if (number % 100 === 99) await Array.fromAsync(capture.read());
    }
    await capture.stop();
    expect(capture.bytes).toBeLessThanOrEqual(1_048_576);
    const numbers = (await readAll(capture)).map((frame) => frame.bytes.readUInt32LE(0));
    expect(numbers.length).toBeGreaterThan(300);
    expect(numbers).toEqual(
      Array.from({ length: numbers.length }, (_, index) => 3000 - numbers.length + index),
    );
    expect(capture).toMatchObject({ frames: 3000, dropped: 0, problem: null });
    await capture.remove();
    expect(existsSync(`${folder}/${files}.pcapng.older`)).toBe(false);
  });

  it('is followed live over many files', async () => {
    const { capture } = make();
    const chunks: Buffer[] = [];
    const reading = (async () => {
      for await (const chunk of capture.read({ follow: true })) chunks.push(chunk);
    })();
    const sink = capture.sink('back');
    const bytes = Buffer.alloc(60_000);
    const seen = () => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    for (let number = 0; number < 60; number += 4) {
      for (let each = number; each < number + 4; each += 1) {
        bytes.writeUInt32LE(each, 0);
        sink.deliver(bytes, 0, bytes.length);
      }
      await expect.poll(seen, { interval: 1 }).toBeGreaterThan(60_000 * (number + 4));
    }
    await capture.stop();
    await reading;
    const { frames } = readPcapng(Buffer.concat(chunks));
    expect(frames.map((frame) => frame.bytes.readUInt32LE(0))).toEqual(
      Array.from({ length: 60 }, (_, index) => index),
    );
    await capture.remove();
  });

  it('lets a follower go', async () => {
    const { capture } = make();
    const abort = new AbortController();
    const reading = Array.fromAsync(capture.read({ follow: true, signal: abort.signal }));
    abort.abort();
    expect(await reading).not.toEqual([]);
    await capture.remove();
  });

  it('goes on without a word when its folder is gone, and says what is missing', async () => {
    const gone = mkdtempSync(join(folder, 'gone-'));
    const { capture } = make({ path: join(gone, 'file') });
    const sink = capture.sink('forth');
    const bytes = new Uint8Array(60_000);
    sink.deliver(bytes, 0, bytes.length);
    await Array.fromAsync(capture.read());
    rmSync(gone, { recursive: true });
    for (let number = 0; number < 20; number += 1) sink.deliver(bytes, 0, bytes.length);
    await capture.stop();
    expect(capture.problem).toMatch(/could not be written, frames are missing: ENOENT/);
    expect(capture.bytes).toBeLessThan(1_048_576);
    await capture.remove();
  });

  it('counts what a slow disk cannot take', async () => {
    const { capture } = make({ pendingBytes: 1 });
    const bytes = new Uint8Array(60_000);
    for (let number = 0; number < 100; number += 1) capture.sink('forth').deliver(bytes, 0, bytes.length);
    await capture.stop();
    expect(capture.dropped).toBeGreaterThan(50);
    expect(capture.problem).toBe(`${capture.dropped} frames are missing, because the disk was too slow`);
    expect(await readAll(capture)).toHaveLength(capture.frames);
    await capture.remove();
  });

  it('keeps frames that passed elsewhere with their own time, and says what it did not get of them', async () => {
    const { capture } = make();
    const bytes = Uint8Array.of(0, 1, 2, 3);
    capture.noteTrouble('Nothing can be heard');
    expect(capture.problem).toBe('Nothing can be heard');
    capture.noteTrouble(null);
    capture.record('back', { bytes, start: 1, end: 4, time: 1_700_000_000_123_456_789n });
    expect(capture.problem).toBeNull();
    capture.noteMissed(1);
    expect(capture.problem).toBe('1 frame is missing: more passed than could be looked at');
    await capture.stop();
    expect(await readAll(capture)).toEqual([
      { bytes: Buffer.of(1, 2, 3), length: 3, direction: 'back', time: 1_700_000_000_123_456_789n },
    ]);
    await capture.remove();
  });
});
