import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UmlautError } from '@umlaut/contracts/errors';
import type { StartCapture } from '@umlaut/contracts/fabric';
import type { Capture, CaptureId } from '@umlaut/contracts/model';
import { asStorageError } from '@umlaut/core/process';
import type { Fabric } from '@umlaut/fabric';
import { compileFilter, verifyProgram } from '@umlaut/fabric/bpf';
import { CaptureFile } from '@umlaut/fabric/capture';
import type { CaptureHandlers } from './capture-handlers.ts';

/** Each may hold 8 MiB that wait for the disk. */
const MAX_CAPTURES = 32;

interface Running {
  wanted: StartCapture;
  file: CaptureFile;
  taps: Disposable[];
  startedAt: string;
  stoppedAt: string | null;
}

/** Captures live as long as this fabric: what an earlier one left is removed. */
export class LinkCaptures implements CaptureHandlers {
  readonly #fabric: Fabric;
  readonly #folder: string;
  readonly #captures = new Map<CaptureId, Running>();

  constructor(fabric: Fabric, stateDir: string) {
    this.#fabric = fabric;
    this.#folder = join(stateDir, 'captures');
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { mode: 0o700 });
  }

  list(): Capture[] {
    return Array.from(this.#captures.values(), describe);
  }

  async start(wanted: StartCapture): Promise<Capture> {
    const { id, linkId, filter, snapBytes, limitMiB } = wanted;
    this.#refuse(id);
    const program = filter === '' ? null : verifyProgram(await compileFilter(filter));
    this.#refuse(id);
    const file = this.#open({
      id,
      name: linkId,
      snapBytes,
      limitBytes: limitMiB * 1_048_576,
      program,
    });
    const running: Running = { wanted, file, taps: [], startedAt: new Date().toISOString(), stoppedAt: null };
    try {
      running.taps.push(this.#fabric.tap(linkId, 0, file.sink('forth')));
      running.taps.push(this.#fabric.tap(linkId, 1, file.sink('back')));
    } catch (error) {
      await file.remove();
      throw error;
    }
    this.#captures.set(id, running);
    return describe(running);
  }

  async stop(id: CaptureId): Promise<Capture> {
    const running = this.#find(id);
    await end(running);
    return describe(running);
  }

  async remove(id: CaptureId): Promise<void> {
    const running = this.#find(id);
    this.#captures.delete(id);
    await end(running);
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

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#captures.values(), end));
  }

  #refuse(id: CaptureId): void {
    if (this.#captures.has(id)) throw new UmlautError('INVALID_INPUT', `There is a capture ${id} already`);
    if (this.#captures.size >= MAX_CAPTURES) {
      throw new UmlautError('LAB_LIMIT', `There are ${MAX_CAPTURES} captures already`, {
        hint: 'Delete one that is no longer needed',
      });
    }
  }

  #open({ id, ...options }: { id: CaptureId } & Omit<ConstructorParameters<typeof CaptureFile>[0], 'path'>) {
    const path = join(this.#folder, `${id}.pcapng`);
    try {
      return new CaptureFile({ path, ...options });
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

async function end(running: Running): Promise<void> {
  for (const tap of running.taps.splice(0)) tap[Symbol.dispose]();
  running.stoppedAt ??= new Date().toISOString();
  await running.file.stop();
}

function describe({ wanted, file, startedAt, stoppedAt }: Running): Capture {
  const { id, linkId, filter, snapBytes, limitMiB } = wanted;
  const { frames, bytes, problem } = file;
  return { id, linkId, filter, snapBytes, limitMiB, startedAt, stoppedAt, frames, bytes, problem };
}
