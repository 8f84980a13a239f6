import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { incidentRecord, type IncidentRecord, type IncidentSummary } from '@umlaut/contracts/model';
import { readPlainFile } from '../process/index.ts';
import { INCIDENT_FILE, MAX_INCIDENTS, MAX_INCIDENT_BYTES } from './incident-layout.ts';
import { machineFiles } from './machine-paths.ts';

/** Folder that never was: the machine has not run, or not since monitors keep incidents. */
const NO_FOLDER: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** What went wrong inside a machine's guest, over all its runs; newest first. */
export async function listIncidents(machineDir: string): Promise<IncidentSummary[]> {
  await using folder = await openFolder(machineDir);
  if (folder === null) return [];
  const ids = (await readdir(pathOf(folder)))
    .flatMap((name) => INCIDENT_FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a);
  const found: IncidentSummary[] = [];
  for (const id of ids.slice(0, MAX_INCIDENTS)) {
    const record = await readRecord(folder, id);
    if (record === null) continue;
    const { at, bootId, kind, title } = record;
    found.push({ id, at, bootId, kind, title });
  }
  return found;
}

/** One of them with its evidence, as the monitor kept it; null when there is none of that id. */
export async function readIncident(machineDir: string, id: number): Promise<IncidentRecord | null> {
  await using folder = await openFolder(machineDir);
  // Awaited here: the folder is closed when this returns.
  return folder === null ? null : await readRecord(folder, id);
}

/**
 * The folder belongs to the machine's account and the reader may be root: what has the name of a record may
 * be a link, a pipe or anything else.
 */
async function readRecord(folder: FileHandle, id: number): Promise<IncidentRecord | null> {
  if (!Number.isSafeInteger(id) || id < 1) return null;
  const text = await readPlainFile(`${pathOf(folder)}/${id}.json`, MAX_INCIDENT_BYTES);
  if (text === null) return null;
  try {
    const record = incidentRecord.parse(JSON.parse(text));
    return record.id === id ? record : null;
  } catch {
    return null;
  }
}

/** The folder's own name may be a link as well. */
async function openFolder(machineDir: string): Promise<FileHandle | null> {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  try {
    return await open(machineFiles(machineDir).incidentsDir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_FOLDER.includes(error.code)) return null;
    throw error;
  }
}

function pathOf(folder: FileHandle): string {
  return `/proc/self/fd/${folder.fd}`;
}
