import { Readable } from 'node:stream';
import { UmlautError } from '@umlaut/contracts/errors';
import type { StartCapture } from '@umlaut/contracts/fabric';
import type { Capture, CaptureId, CapturePlace, LabLinkId } from '@umlaut/contracts/model';
import { asStorageError } from '@umlaut/core/process';
import type { Fabric, TapPlace } from '@umlaut/fabric';
import { compileFilter, verifyProgram, type BpfProgram } from '@umlaut/fabric/bpf';
import { CaptureFile, type CaptureFileOptions } from '@umlaut/fabric/capture';
import type { BridgePorts } from './bridge-ports.ts';
import type { CaptureHandlers, CaptureSources } from './capture-handlers.ts';
import { CaptureRecords, type CaptureRecord } from './capture-records.ts';
import { GoneCaptures } from './gone-captures.ts';
import { InterfaceTap } from './interface-tap.ts';

/** Each may hold 8 MiB that wait for the disk. */
const MAX_CAPTURES = 32;

interface Running extends CaptureRecord {
  file: CaptureFile;
  taps: (Disposable | AsyncDisposable)[];
}

/**
 * Captures of links. They outlive this fabric: the next one has those that have ended, and goes on with the others.
 */
export class LinkCaptures implements CaptureHandlers {
  readonly #fabric: Fabric;
  readonly #bridges: BridgePorts;
  readonly #records: CaptureRecords;
  readonly #captures = new Map<CaptureId, Running>();
  readonly #gone = new GoneCaptures();

  private constructor({ fabric, bridges, stateDir }: CaptureSources) {
    this.#fabric = fabric;
    this.#bridges = bridges;
    this.#records = new CaptureRecords(stateDir);
  }

  /**
   * With what an earlier fabric left.
   * @param links all there are, whose captures are kept; null: not known
   */
  static async open(sources: CaptureSources, links: ReadonlySet<LabLinkId> | null): Promise<LinkCaptures> {
    const captures = new LinkCaptures(sources);
    for (const record of captures.#records.load(({ linkId }) => links?.has(linkId) ?? true)) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      await captures.#adopt(record);
    }
    return captures;
  }

  list(): Capture[] {
    return Array.from(this.#captures.values(), describe);
  }

  async start(wanted: StartCapture): Promise<Capture> {
    await this.#makeRoom();
    this.#refuse(wanted.id);
    const program = await programOf(wanted);
    this.#refuse(wanted.id);
    const record = { wanted, startedAt: new Date().toISOString(), stoppedAt: null };
    const running: Running = { ...record, file: this.#open(wanted, { program }), taps: [] };
    try {
      this.#tap(running);
      await this.#records.save(record);
    } catch (error) {
      await end(running);
      await running.file.remove();
      throw asStorageError(error, this.#records.pathOf(wanted.id));
    }
    this.#captures.set(wanted.id, running);
    return describe(running);
  }

  async stop(id: CaptureId): Promise<Capture> {
    const running = this.#find(id);
    await end(running);
    if (running.stoppedAt === null) {
      running.stoppedAt = new Date().toISOString();
      const { wanted, startedAt, stoppedAt } = running;
      // Where that cannot be kept, it goes on with the next fabric: more than was asked for, and nothing is lost.
      await this.#records.save({ wanted, startedAt, stoppedAt }).catch(() => {});
    }
    return describe(running);
  }

  async remove(id: CaptureId): Promise<void> {
    const running = this.#find(id);
    this.#captures.delete(id);
    await end(running);
    this.#records.remove(id);
    await running.file.remove();
  }

  read(id: CaptureId, { follow }: { follow: boolean }): Readable {
    const abort = new AbortController();
    const stream = Readable.from(this.#find(id).file.read({ follow, signal: abort.signal }), {
      objectMode: false,
    });
    // A reader that goes away is not kept waiting for the next frame.
    return stream.once('close', () => abort.abort());
  }

  check(): void {
    this.#lookForGone();
    for (const id of this.#gone.overdue(performance.now())) {
      this.remove(id).catch((error: unknown) => {
        process.stderr.write(`The capture ${id} was not deleted: ${String(error)}\n`);
      });
    }
  }

  /** Those that go on do so with the next fabric. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#captures.values(), end));
  }

  /** Whose link is gone, people can neither see nor delete: it must not be in their way. */
  async #makeRoom(): Promise<void> {
    if (this.#captures.size < MAX_CAPTURES) return;
    this.#lookForGone();
    if (this.#gone.oldest !== null) await this.remove(this.#gone.oldest);
  }

  #lookForGone(): void {
    const gone = [...this.#captures].flatMap(
      ([
        id,
        {
          wanted: { linkId },
        },
      ]) => (this.#fabric.hasLink(linkId) || this.#bridges.has(linkId) ? [] : [id]),
    );
    this.#gone.look(gone, performance.now());
  }

  #refuse(id: CaptureId): void {
    if (this.#captures.has(id)) throw new UmlautError('INVALID_INPUT', `There is a capture ${id} already`);
    if (this.#captures.size >= MAX_CAPTURES) {
      throw new UmlautError('LAB_LIMIT', `There are ${MAX_CAPTURES} captures already`, {
        hint: 'Delete one that is no longer needed',
      });
    }
  }

  async #adopt(record: CaptureRecord): Promise<void> {
    try {
      const running = record.stoppedAt === null ? await this.#goOn(record) : this.#ended(record);
      this.#captures.set(record.wanted.id, running);
    } catch (error) {
      process.stderr.write(`The capture ${record.wanted.id} cannot be read: ${String(error)}\n`);
    }
  }

  async #goOn(record: CaptureRecord): Promise<Running> {
    const { wanted } = record;
    try {
      const program = await programOf(wanted);
      const running: Running = {
        ...record,
        file: this.#open(wanted, { program, earlier: 'goes-on' }),
        taps: [],
      };
      try {
        this.#tap(running);
      } catch (error) {
        await end(running);
        throw error;
      }
      return running;
    } catch (error) {
      process.stderr.write(`The capture ${wanted.id} ends with the earlier fabric: ${String(error)}\n`);
      const ended = { ...record, stoppedAt: new Date().toISOString() };
      await this.#records.save(ended).catch(() => {});
      return this.#ended(ended);
    }
  }

  #ended(record: CaptureRecord): Running {
    return { ...record, file: this.#open(record.wanted, { program: null, earlier: 'ended' }), taps: [] };
  }

  #tap({ wanted, file, taps }: Running): void {
    const { linkId, at } = wanted;
    const places = tapsFor(at);
    if (!this.#bridges.has(linkId)) {
      for (const [tap, sink] of places) taps.push(this.#fabric.tap(linkId, tap, file.sink(sink)));
      return;
    }
    const sinks = new Map(places.map(([{ direction }, sink]) => [direction, sink]));
    taps.push(
      new InterfaceTap({
        find: () => this.#bridges.find(linkId),
        onFrame: (direction, frame) => {
          const sink = sinks.get(direction);
          if (sink !== undefined) file.record(sink, frame);
        },
        onMissed: (frames) => file.noteMissed(frames),
        onTrouble: (sentence) => file.noteTrouble(sentence),
      }),
    );
  }

  #open(
    { id, linkId, snapBytes, limitMiB }: StartCapture,
    how: Pick<CaptureFileOptions, 'program' | 'earlier'>,
  ): CaptureFile {
    const path = this.#records.pathOf(id);
    try {
      return new CaptureFile({ path, name: linkId, snapBytes, limitBytes: limitMiB * 1_048_576, ...how });
    } catch (error) {
      throw asStorageError(error, path);
    }
  }

  #find(id: CaptureId): Running {
    const running = this.#captures.get(id);
    if (running === undefined) throw new UmlautError('CAPTURE_NOT_FOUND', `There is no capture ${id}`);
    return running;
  }
}

/** At a port, "forth" is what the thing there sends: before the link loses any of it. */
function tapsFor(at: CapturePlace | null): [TapPlace, 'forth' | 'back'][] {
  if (at === null) {
    return [
      [{ direction: 0, side: 'exit' }, 'forth'],
      [{ direction: 1, side: 'exit' }, 'back'],
    ];
  }
  const { end, frames } = at;
  const sent: [TapPlace, 'forth'] = [{ direction: end, side: 'entry' }, 'forth'];
  const received: [TapPlace, 'back'] = [{ direction: end === 0 ? 1 : 0, side: 'exit' }, 'back'];
  return [...(frames === 'received' ? [] : [sent]), ...(frames === 'sent' ? [] : [received])];
}

async function programOf({ filter }: StartCapture): Promise<BpfProgram | null> {
  return filter === '' ? null : verifyProgram(await compileFilter(filter));
}

async function end({ taps, file }: Running): Promise<void> {
  await Promise.all(taps.splice(0).map(untap));
  await file.stop();
}

async function untap(tap: Disposable | AsyncDisposable): Promise<void> {
  if (Symbol.asyncDispose in tap) await tap[Symbol.asyncDispose]();
  else tap[Symbol.dispose]();
}

function describe({ wanted, file, startedAt, stoppedAt }: Running): Capture {
  const { id, linkId, at, filter, snapBytes, limitMiB } = wanted;
  const { frames, bytes, problem } = file;
  return { id, linkId, at, filter, snapBytes, limitMiB, startedAt, stoppedAt, frames, bytes, problem };
}
