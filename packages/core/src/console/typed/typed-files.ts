import { appendFileSync, closeSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLogFile } from '../open-log-file.ts';
import { decodeTyped, encodeTyped, type TypedRecord } from './typed-codec.ts';

/** Beside a console's log; the second is the first of before. */
const FILE = 'typed.jsonl';
const OLD_FILE = 'typed.old.jsonl';
/** Two files of this size are kept at most. */
export const MAX_TYPED_BYTES = 1024 * 1024;
/** A file that somebody else put there is not read without end. */
const MAX_READ_BYTES = 2 * MAX_TYPED_BYTES;

/** Oldest first. @throws ErrnoException when a file exists but cannot be read */
export function readTypedFiles(dir: string): TypedRecord[] {
  return [OLD_FILE, FILE].flatMap((name) => decodeTyped(readText(join(dir, name)).text));
}

/** The newest of the files. */
export function readNewestTyped(dir: string): { bytes: number; last: TypedRecord | null } {
  const { text, bytes } = readText(join(dir, FILE));
  const last = decodeTyped(text).at(-1) ?? decodeTyped(readText(join(dir, OLD_FILE)).text).at(-1);
  return { bytes, last: last ?? null };
}

/** @returns how many bytes were written @throws ErrnoException */
export function appendTyped(dir: string, records: readonly TypedRecord[]): number {
  const text = records.map(encodeTyped).join('');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  appendFileSync(join(dir, FILE), text, { mode: 0o600 });
  return Buffer.byteLength(text);
}

/** The next record begins a new file. @throws ErrnoException */
export function rotateTyped(dir: string): void {
  renameSync(join(dir, FILE), join(dir, OLD_FILE));
}

/** @throws ErrnoException */
export function clearTyped(dir: string): void {
  for (const name of [FILE, OLD_FILE]) rmSync(join(dir, name), { force: true });
}

function readText(path: string): { text: string; bytes: number } {
  const file = openLogFile(path);
  if (file === null) return { text: '', bytes: 0 };
  try {
    const text = file.size > MAX_READ_BYTES ? '' : readFileSync(file.fd, 'utf8');
    return { text, bytes: file.size };
  } finally {
    closeSync(file.fd);
  }
}
