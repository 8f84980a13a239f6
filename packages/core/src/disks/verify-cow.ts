import { isUmlautError } from '@umlaut/contracts/errors';
import { checkBacking, type BackingCheck } from '../cow/check-backing.ts';
import { cowGeometry } from '../cow/geometry.ts';
import { decodeCowHeader } from '../cow/header-codec.ts';
import type { CowInfo } from '../cow/read-cow.ts';
import { readTotals } from './changed-totals.ts';
import { requireNoOtherMerge } from './merge-journal.ts';
import { isCow, readHeader } from './open-cow.ts';
import { OpenDisk } from './open-disk.ts';

export type CowFindingKind =
  /** Wrong magic, version, sizes or path; nothing further can be said of the file. */
  | 'header-invalid'
  | 'bitmap-outside-file'
  /** Changed sectors beyond the end of the file: they read as zeros. */
  | 'data-outside-file'
  /** Shorter than it should be, but nothing is missing. */
  | 'file-short'
  | 'file-long'
  /** Harmless: the kernel never looks there. */
  | 'bits-beyond-disk'
  | 'backing-missing'
  | 'backing-unusable'
  | 'backing-is-cow'
  | 'backing-size-changed'
  | 'backing-mtime-changed'
  | 'backing-half-merged';

export interface CowFinding {
  kind: CowFindingKind;
  /** `error`: the kernel refuses the disk, or data is lost or at risk. */
  severity: 'error' | 'warning';
  /** For a person. */
  sentence: string;
  details: Readonly<Record<string, unknown>>;
}

export interface CowReport {
  path: string;
  /** null when the header is invalid. */
  info: CowInfo | null;
  changedBytes: number;
  /** None: the file is sound and a kernel takes it. */
  findings: CowFinding[];
}

/**
 * Looks at all that can be wrong with a copy-on-write file. Of a running machine's it is a snapshot in time.
 * @throws DISK_MISSING, DISK_INVALID (cannot be opened, or no regular file)
 */
export async function verifyCow({ path }: { path: string }): Promise<CowReport> {
  using disk = OpenDisk.open(path);
  let info: CowInfo;
  try {
    const header = decodeCowHeader(readHeader(disk));
    info = { path, ...header, ...cowGeometry(header) };
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    const { message, details = {} } = error;
    const finding: CowFinding = { kind: 'header-invalid', severity: 'error', sentence: message, details };
    return { path, info: null, changedBytes: 0, findings: [finding] };
  }
  const totals = readTotals(disk, info);
  return {
    path,
    info,
    changedBytes: totals.changedBytes,
    findings: [
      ...lengthFindings(disk.sizeBytes, info, totals.lostBytes),
      ...bitFindings(totals.strayBits),
      ...(await backingFindings(info)),
    ],
  };
}

function* lengthFindings(sizeBytes: number, info: CowInfo, lostBytes: number): Generator<CowFinding> {
  const expected = info.fileBytes;
  const details = { sizeBytes, expectedBytes: expected, lostBytes };
  const length = `The file has ${sizeBytes} bytes instead of ${expected}`;
  if (sizeBytes < info.bitmapOffset + info.bitmapBytes) {
    const sentence = `${length}: it ends before its bitmap does`;
    yield { kind: 'bitmap-outside-file', severity: 'error', sentence, details };
  }
  if (lostBytes > 0) {
    const sentence = `${length}: ${lostBytes} changed bytes are missing, and would read as zeros`;
    yield { kind: 'data-outside-file', severity: 'error', sentence, details };
  } else if (sizeBytes < expected) {
    yield {
      kind: 'file-short',
      severity: 'warning',
      sentence: `${length}; no changed data is missing`,
      details,
    };
  }
  if (sizeBytes > expected) yield { kind: 'file-long', severity: 'warning', sentence: length, details };
}

function* bitFindings(strayBits: number): Generator<CowFinding> {
  if (strayBits === 0) return;
  const sentence = `The bitmap marks ${strayBits} sectors beyond the end of the disk`;
  yield { kind: 'bits-beyond-disk', severity: 'warning', sentence, details: { strayBits } };
}

async function backingFindings(info: CowInfo): Promise<CowFinding[]> {
  const check = await checkBacking(info);
  const path = info.backingPath;
  const error = (kind: CowFindingKind, sentence: string, details: object = {}): CowFinding => {
    return { kind, severity: 'error', sentence, details: { path, ...details } };
  };
  const findings = check.status === 'ok' ? [] : [error(`backing-${check.status}`, sentenceOf(check), check)];
  if (check.status === 'missing' || check.status === 'unusable') return findings;
  try {
    requireNoOtherMerge(path, null);
    using backing = OpenDisk.open(path, { followLink: true });
    if (isCow(backing)) findings.push(error('backing-is-cow', `${path} is itself a copy-on-write file`));
  } catch (thrown) {
    if (!isUmlautError(thrown)) throw thrown;
    const kind = thrown.code === 'BACKING_CHANGED' ? 'backing-half-merged' : 'backing-unusable';
    findings.push(error(kind, thrown.message, thrown.details));
  }
  return findings;
}

function sentenceOf(check: Exclude<BackingCheck, { status: 'ok' }>): string {
  const { path } = check;
  switch (check.status) {
    case 'missing':
      return `There is no backing file ${path}`;
    case 'unusable':
      return `The backing file ${path} cannot be used: ${check.reason}`;
    case 'size-changed':
      return `The backing file ${path} has ${check.actualBytes} bytes instead of ${check.expectedBytes}`;
    case 'mtime-changed':
      return `The backing file ${path} was modified after this file was made over it`;
  }
}
