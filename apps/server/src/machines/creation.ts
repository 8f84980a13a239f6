import { toWireError, UmlautError } from '@umlaut/contracts/errors';
import type { createMachinesInput, machineResult } from '@umlaut/contracts/http';
import {
  compareLines,
  machineName,
  type ImageId,
  type KernelId,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { ActivityLog } from '../activity/activity-log.ts';
import { rootDisk } from '../disks/configured-disks.ts';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { newMachineId } from '../identifiers.ts';
import { assertFilesElsewhere } from '../lines/file-rules.ts';
import { NO_SNAPSHOTS } from '../snapshots/snapshot-tree.ts';
import { newNics, withNewAddresses } from '../nics/configured-nics.ts';
import { makeMachineFolder } from './machine-folder.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { makeRoot, type NewRootDeps } from './new-root.ts';

/** Machines that are made at a time; each one waits for the disk. */
const CONCURRENCY = 4;

export interface CreationDeps extends NewRootDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  home: string;
  log: Logger;
  /**
   * The image to make machines from, which cannot be deleted until it is disposed of.
   * @throws IMAGE_NOT_FOUND, IMAGE_UNAVAILABLE
   */
  holdImage: (wanted: ImageId | undefined) => Promise<HeldImage>;
  /** @throws KERNEL_NOT_FOUND, KERNEL_UNAVAILABLE */
  resolveKernel: (wanted: KernelId | undefined) => KernelId;
}

export interface HeldImage extends Disposable {
  readonly id: ImageId;
  readonly path: string;
}

export type CreateInput = z.output<typeof createMachinesInput> & {
  /** In place of `nicCount` interfaces of the fabric; each gets an address of its own. */
  nics?: readonly Omit<NicConfig, 'mac'>[];
};
export type MachineResult = z.output<typeof machineResult>;
export type Created = { name: string; id: MachineId } | { name: string; error: UmlautError };

/**
 * Makes machines: a folder with a root each, then the row.
 * @returns one result per machine, in order: one that fails does not keep the others back.
 * @throws what concerns all of them: INVALID_INPUT, IMAGE_*, KERNEL_*.
 */
export async function createMachines(
  deps: CreationDeps,
  input: CreateInput,
  actor: string,
): Promise<Created[]> {
  assertFilesElsewhere(input.lines, deps.home);
  using image = await deps.holdImage(input.imageId);
  const kernelId = deps.resolveKernel(input.kernelId);
  return await mapConcurrently(machineNames(input), CONCURRENCY, async (name): Promise<Created> => {
    const record: MachineRecord = {
      id: newMachineId(),
      name,
      description: input.description,
      version: 1,
      createdAt: new Date().toISOString(),
      kernelId,
      imageId: image.id,
      memoryMiB: input.memoryMiB,
      consoleLogMiB: input.consoleLogMiB,
      lines: input.lines.toSorted(compareLines),
      root: input.root,
      disks: input.root === 'disk' ? [rootDisk(image.id)] : [],
      nics: input.nics === undefined ? newNics(input.nicCount) : withNewAddresses(input.nics),
      snapshots: NO_SNAPSHOTS,
      lastExit: null,
      commandLine: null,
    };
    try {
      await addMachine(deps, record, (disksDir) =>
        makeRoot(deps, record, { imagePath: image.path, disksDir }),
      );
    } catch (thrown) {
      const error = toUmlautError(thrown);
      logUnforeseen(deps.log, error, { create: name });
      return { name, error };
    }
    void deps.activity.add({
      kind: 'machine.created',
      severity: 'success',
      actor,
      machine: record,
      message: `Created "${name}" from ${image.id}.`,
    });
    return { name, id: record.id };
  });
}

/** Folder first, row second: a row is a promise that the disks are there. @throws NAME_TAKEN, STORAGE_FULL */
export async function addMachine(
  { registry, home }: Pick<CreationDeps, 'registry' | 'home'>,
  record: MachineRecord,
  fill: (disksDir: string) => Promise<void>,
): Promise<void> {
  registry.reserveName(record.name, record.id);
  try {
    await makeMachineFolder(home, record.id, fill);
    await registry.insert(record);
  } catch (error) {
    registry.releaseName(record.name, record.id);
    throw error;
  }
}

export function presentCreated(registry: MachineRegistry, created: Created): MachineResult {
  if ('error' in created) {
    return { name: created.name, id: null, machine: null, error: toWireError(created.error) };
  }
  const machine = registry.find(created.id) === null ? null : registry.present(created.id);
  return { name: created.name, id: created.id, machine, error: null };
}

/** NAME, or NAME-1, NAME-2, ... @throws INVALID_INPUT when a number makes a name too long. */
function machineNames({ name, count }: CreateInput): string[] {
  if (count === 1) return [name];
  const names = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  if (!machineName.safeParse(names.at(-1)).success) {
    throw new UmlautError('INVALID_INPUT', 'name: Too long with a number behind it.', {
      field: 'name',
      hint: 'Choose a shorter name.',
    });
  }
  return names;
}
