import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends a file as it comes. Who goes away before the end is no failure. */
export async function sendStream(source: AsyncIterable<Buffer>, response: Response): Promise<void> {
  await pipeline(source, response).catch((error: unknown) => {
    if (!isPrematureClose(error)) throw error;
  });
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
