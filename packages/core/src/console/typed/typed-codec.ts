/** What one viewer typed without a pause. */
export interface TypedRecord {
  /** Grows by one. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the console's end when it began. */
  readonly offset: number;
  readonly name: string;
  /** What was typed, or, where that is not kept, how many bytes it had. */
  readonly typed: Buffer | number;
}

/** One line of the record. It begins with a line end as well: a line torn by a crash spoils only itself. Pure. */
export function encodeTyped({ number, at, offset, name, typed }: TypedRecord): string {
  const what = typeof typed === 'number' ? { hidden: typed } : { bytes: typed.toString('base64') };
  return `\n${JSON.stringify({ number, at, offset, name, ...what })}\n`;
}

/** The records of a file, in its order; lines that are none are passed over. Pure. */
export function decodeTyped(text: string): TypedRecord[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : (decodeLine(line) ?? [])));
}

function decodeLine(line: string): TypedRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { number, at, offset, name, bytes, hidden }: Record<string, unknown> = { ...value };
  if (!isCount(number) || !isCount(offset) || typeof name !== 'string') return null;
  // 8.64e15 ms is as far as a Date goes.
  if (typeof at !== 'number' || !(at >= 0 && at <= 8.64e15)) return null;
  if (isCount(hidden) && hidden > 0) return { number, at, offset, name, typed: hidden };
  if (typeof bytes !== 'string') return null;
  const typed = Buffer.from(bytes, 'base64');
  return typed.length === 0 ? null : { number, at, offset, name, typed };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
