import { readFile } from 'node:fs/promises';
import { exitRecord, runRecord, type ExitRecord, type RunRecord } from '@umlaut/contracts/monitor';
import { machineFiles } from './machine-paths.ts';

/** What the latest monitor of a machine wrote when it began; null when there was none. */
export async function readRunRecord(machineDir: string): Promise<RunRecord | null> {
  return readRecord(machineFiles(machineDir).runFile, (value) => runRecord.parse(value));
}

/** What it wrote when its last run had ended. */
export async function readExitRecord(machineDir: string): Promise<ExitRecord | null> {
  return readRecord(machineFiles(machineDir).exitFile, (value) => exitRecord.parse(value));
}

/** Both files are only ever replaced whole, so a file that cannot be parsed is no record of ours. */
async function readRecord<T>(path: string, parse: (value: unknown) => T): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return parse(JSON.parse(text));
  } catch {
    return null;
  }
}
