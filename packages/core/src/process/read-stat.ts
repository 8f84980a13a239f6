import { readFileSync } from 'node:fs';
import { parseStat, type ProcessStat } from './parse-stat.ts';

/** Reads `/proc/PID/stat`; null when there is no such process (any more). */
export function readStat(pid: number): ProcessStat | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null;
  }
}
