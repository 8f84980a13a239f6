import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { asStorageError, receiveStream } from '../process/index.ts';
import { FORMAT_HEAD_BYTES, imageFormat } from './image-format.ts';
import { judgeFormat, judgeImage } from './inspect-image.ts';
import { SparseWriter } from './sparse-writer.ts';
import { storeImage } from './store-image.ts';
import type { StoredImage } from './stored-image.ts';

export interface ImportImageOptions {
  /** The folder of images. */
  dir: string;
  /** For people; the id is derived from it. */
  label: string;
  description?: string | undefined;
  /** The raw image: a request's body, a file's read stream. */
  source: AsyncIterable<Uint8Array>;
  maxBytes?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Bytes received so far; called for each chunk. */
  onProgress?: ((receivedBytes: number) => void) | undefined;
}

/**
 * Stores an image that comes as a stream: zero blocks become holes, the file is checked, hashed, made
 * read-only and synced before it gets its name. Formats that could never boot are refused after their first
 * bytes. Nothing is left behind when it fails.
 * @throws UmlautError IMAGE_INVALID, PAYLOAD_TOO_LARGE, STORAGE_FULL, CANCELLED (also: the sender went away).
 */
export async function importImage(options: ImportImageOptions): Promise<StoredImage> {
  const { dir, label, description = '' } = options;
  const workDir = await mkdtemp(join(dir, '.import-'));
  const path = join(workDir, 'image');
  try {
    await using file = await open(path, 'wx', 0o600);
    const sha256 = await receive(file, options);
    await file.chmod(0o444);
    await file.sync();
    const createdAt = new Date().toISOString();
    return await storeImage(dir, path, { label, description, origin: 'imported', sha256, createdAt });
  } catch (error) {
    throw asStorageError(error, dir);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Resolves with the SHA-256 of all bytes, holes included, in hexadecimal. */
async function receive(file: FileHandle, options: ImportImageOptions): Promise<string> {
  const { source, signal, onProgress, maxBytes = Number.MAX_SAFE_INTEGER } = options;
  const hash = createHash('sha256');
  const writer = new SparseWriter(file);
  let head = Buffer.alloc(0);
  const onChunk = async (chunk: Uint8Array): Promise<void> => {
    if (head.length < FORMAT_HEAD_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, FORMAT_HEAD_BYTES - head.length)]);
      if (head.length === FORMAT_HEAD_BYTES) judgeFormat(imageFormat(head));
    }
    hash.update(chunk);
    await writer.write(chunk);
  };
  const received = await receiveStream({ source, maxBytes, signal, onChunk, onProgress });
  if (received === 0) throw new UmlautError('IMAGE_INVALID', 'The file is empty');
  judgeImage(head, await writer.finish());
  return hash.digest('hex');
}
