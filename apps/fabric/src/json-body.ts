import type { IncomingMessage, ServerResponse } from 'node:http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { z } from 'zod';

/** The largest configuration (2,000 links in each of some labs) takes a few MB. */
const MAX_BODY_BYTES = 33_554_432;

/** @throws UmlautError PAYLOAD_TOO_LARGE, INVALID_INPUT */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new UmlautError('PAYLOAD_TOO_LARGE', 'That is too much for a fabric');
    chunks.push(chunk);
  }
  const result = schema.safeParse(parse(Buffer.concat(chunks).toString('utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UmlautError('INVALID_INPUT', issue?.message ?? 'That makes no sense', {
    field: issue?.path.join('.') ?? '',
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  });
  response.end(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UmlautError('INVALID_INPUT', 'The body is no JSON');
  }
}
