import type { Readable } from 'node:stream';

export interface CollectedOutput {
  /** What was kept, as UTF-8. */
  text(): string;
  truncated(): boolean;
}

/** Reads a stream to its end, so that the writer never blocks, and keeps the first `limitBytes` of it. */
export function collectOutput(stream: Readable | null, limitBytes: number): CollectedOutput {
  const chunks: Buffer[] = [];
  let kept = 0;
  let truncated = false;
  stream?.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, limitBytes - kept);
    truncated ||= part.length < chunk.length;
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  stream?.on('error', () => {});
  return { text: () => Buffer.concat(chunks).toString('utf8'), truncated: () => truncated };
}
