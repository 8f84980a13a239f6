import {
  labId,
  labLink,
  labNode,
  type Lab,
  type LabId,
  type LabLink,
  type LabNode,
} from '@umlaut/contracts/model';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/connection.ts';
import type { LabsTable } from '../database/schema.ts';

/** What is kept of a lab. */
export type LabRecord = Pick<
  Lab,
  'id' | 'name' | 'description' | 'version' | 'createdAt' | 'updatedAt' | 'nodes' | 'links'
>;

/** Labs in the database. One connection does all writes in order. */
export class LabStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async load(): Promise<LabRecord[]> {
    const rows = await this.#db.selectFrom('labs').selectAll().orderBy('created_at').execute();
    return rows.map(toRecord);
  }

  async save(record: LabRecord): Promise<void> {
    const { id, ...columns } = toRow(record);
    await this.#db
      .insertInto('labs')
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
  }

  async remove(id: LabId): Promise<void> {
    await this.#db.deleteFrom('labs').where('id', '=', id).execute();
  }
}

function toRow(record: LabRecord): Selectable<LabsTable> {
  const { id, name, description, version, createdAt, updatedAt, nodes, links } = record;
  return {
    id,
    name,
    description,
    version,
    created_at: createdAt,
    updated_at: updatedAt,
    nodes: JSON.stringify(nodes),
    links: JSON.stringify(links),
  };
}

function toRecord(row: Selectable<LabsTable>): LabRecord {
  return {
    id: labId.parse(row.id),
    name: row.name,
    description: row.description,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    nodes: z.array(labNode).parse(JSON.parse(row.nodes)) satisfies LabNode[],
    links: z.array(labLink).parse(JSON.parse(row.links)) satisfies LabLink[],
  };
}
