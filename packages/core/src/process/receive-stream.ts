import { UmlautError } from '@umlaut/contracts/errors';

export interface ReceiveStreamOptions {
  /** A request's body, a file's read stream. */
  source: AsyncIterable<Uint8Array>;
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** The next chunk is asked for when this is done. What it throws ends the transfer. */
  onChunk: (chunk: Uint8Array) => Promise<void> | void;
  onProgress?: ((receivedBytes: number) => void) | undefined;
}

/**
 * Reads an upload to its end. Resolves with the number of bytes.
 * @throws UmlautError PAYLOAD_TOO_LARGE; CANCELLED by the signal or because the sender went away
 */
export async function receiveStream(options: ReceiveStreamOptions): Promise<number> {
  const { source, maxBytes, signal, onChunk, onProgress } = options;
  let received = 0;
  for await (const chunk of sendersFailures(source)) {
    if (signal?.aborted === true) throw new UmlautError('CANCELLED', 'The import was cancelled');
    received += chunk.length;
    if (received > maxBytes) {
      throw new UmlautError('PAYLOAD_TOO_LARGE', `The file is larger than ${maxBytes} bytes`, {
        details: { maxBytes },
      });
    }
    await onChunk(chunk);
    onProgress?.(received);
  }
  return received;
}

/** Tells failures of the source from those of whoever consumes it. */
async function* sendersFailures(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new UmlautError('CANCELLED', 'The upload ended before it was complete', { cause });
  }
}
