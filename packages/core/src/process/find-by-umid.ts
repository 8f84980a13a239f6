import { readFileSync } from 'node:fs';
import { listPids } from './list-processes.ts';
import { processIdentity, type ProcessIdentity } from './process-identity.ts';

/**
 * Every process with the argument `umid=<umid>`: linux.uml, all its helpers and guest processes (also those
 * that left its process group, as winch helpers do) and the sandbox around it. Zombies have no arguments, so
 * they are not found.
 */
export function findByUmid(umid: string): ProcessIdentity[] {
  const word = `umid=${umid}`;
  return listPids().flatMap((pid) => {
    // Identity first: should the pid change hands in between, a later check by start time fails safe.
    const identity = processIdentity(pid);
    return identity !== null && readArguments(pid).includes(word) ? [identity] : [];
  });
}

function readArguments(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
