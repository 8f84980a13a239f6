import { readdirSync } from 'node:fs';
import type { ProcessStat } from './parse-stat.ts';
import { readStat } from './read-stat.ts';

/** Pids of every process that this process can see; they may be gone by the time they are used. */
export function listPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number);
}

/** One scan of /proc. Zombies are included. */
export function listProcesses(): ProcessStat[] {
  return listPids().flatMap((pid) => readStat(pid) ?? []);
}
