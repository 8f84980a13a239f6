import {
  exitRecord,
  launchSpec,
  runRecord,
  type ExitRecord,
  type LaunchSpec,
  type RunRecord,
} from '@umlaut/contracts/monitor';
import { readPlainFile } from '../process/index.ts';
import { machineFiles } from './machine-paths.ts';

/** The longest is an exit with the last lines of a kernel: some ten kilobytes. */
const MAX_BYTES = 1_048_576;

/** What the latest monitor of a machine wrote when it began; null when there was none. */
export async function readRunRecord(machineDir: string): Promise<RunRecord | null> {
  return readRecord(machineFiles(machineDir).runFile, (value) => runRecord.parse(value));
}

/** What it wrote when its last run had ended. */
export async function readExitRecord(machineDir: string): Promise<ExitRecord | null> {
  return readRecord(machineFiles(machineDir).exitFile, (value) => exitRecord.parse(value));
}

/** What the latest monitor was asked for. */
export async function readLaunchSpec(machineDir: string): Promise<LaunchSpec | null> {
  return readRecord(machineFiles(machineDir).launchFile, (value) => launchSpec.parse(value));
}

/**
 * These files are only ever replaced whole, so one that cannot be parsed is no record of ours. The folder
 * belongs to the machine's account and the reader may be root, so a name there may be a trap.
 */
async function readRecord<T>(path: string, parse: (value: unknown) => T): Promise<T | null> {
  const text = await readPlainFile(path, MAX_BYTES);
  if (text === null) return null;
  try {
    return parse(JSON.parse(text));
  } catch {
    return null;
  }
}
