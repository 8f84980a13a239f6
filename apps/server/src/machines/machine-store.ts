import {
  diskConfigs,
  imageId,
  kernelId,
  machineExit,
  machineId,
  machineLines,
  nicConfigs,
  machineRoot,
} from '@umlaut/contracts/model';
import type { MachineId } from '@umlaut/contracts/model';
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/connection.ts';
import type { MachinesTable } from '../database/schema.ts';
import { decodeTree, encodeTree } from '../snapshots/tree-codec.ts';
import type { MachineRecord } from './machine-record.ts';

/** Machines in the database. One connection does all writes in order, so a later `save` wins. */
export class MachineStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async load(): Promise<MachineRecord[]> {
    const rows = await this.#db.selectFrom('machines').selectAll().orderBy('created_at').execute();
    return rows.map(toRecord);
  }

  async insert(record: MachineRecord): Promise<void> {
    await this.#db.insertInto('machines').values(toRow(record)).execute();
  }

  async save(record: MachineRecord): Promise<void> {
    const { id, ...columns } = toRow(record);
    await this.#db.updateTable('machines').set(columns).where('id', '=', id).execute();
  }

  /**
   * On the disk of the host when this resolves. Others are written to it soon after: they survive a crash of the
   * server, and not all of them a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
   */
  async saveSynced(record: MachineRecord): Promise<void> {
    await this.#db.connection().execute(async (db) => {
      await sql`PRAGMA synchronous = FULL`.execute(db);
      try {
        await new MachineStore(db).save(record);
      } finally {
        await sql`PRAGMA synchronous = NORMAL`.execute(db);
      }
    });
  }

  async remove(id: MachineId): Promise<void> {
    await this.#db.deleteFrom('machines').where('id', '=', id).execute();
  }
}

function toRow(record: MachineRecord): Selectable<MachinesTable> {
  return {
    id: record.id,
    name: record.name,
    description: record.description,
    version: record.version,
    created_at: record.createdAt,
    kernel_id: record.kernelId,
    image_id: record.imageId,
    memory_mib: record.memoryMiB,
    console_log_mib: record.consoleLogMiB,
    last_exit: record.lastExit === null ? null : JSON.stringify(record.lastExit),
    command_line: record.commandLine === null ? null : JSON.stringify(record.commandLine),
    lines: JSON.stringify(record.lines),
    disks: JSON.stringify(record.disks),
    snapshots: encodeTree(record.snapshots),
    nics: JSON.stringify(record.nics),
    root: record.root,
  };
}

function toRecord(row: Selectable<MachinesTable>): MachineRecord {
  return {
    id: machineId.parse(row.id),
    name: row.name,
    description: row.description,
    version: row.version,
    createdAt: row.created_at,
    kernelId: kernelId.parse(row.kernel_id),
    imageId: imageId.parse(row.image_id),
    memoryMiB: row.memory_mib,
    consoleLogMiB: row.console_log_mib,
    lines: machineLines.parse(JSON.parse(row.lines)),
    disks: diskConfigs.parse(JSON.parse(row.disks)),
    snapshots: decodeTree(row.snapshots),
    nics: nicConfigs.parse(JSON.parse(row.nics)),
    root: machineRoot.parse(row.root),
    lastExit: row.last_exit === null ? null : machineExit.parse(JSON.parse(row.last_exit)),
    commandLine: row.command_line === null ? null : z.array(z.string()).parse(JSON.parse(row.command_line)),
  };
}
