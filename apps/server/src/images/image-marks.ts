import { stat } from 'node:fs/promises';
import type { ImageId } from '@umlaut/contracts/model';
import type { Database } from '../database/connection.ts';

/** What UML compares before it trusts a backing file: st_size, and st_mtime in whole seconds. */
export interface ImageMark {
  readonly sizeBytes: number;
  readonly mtimeSeconds: number;
}

export async function readMark(path: string): Promise<ImageMark | null> {
  const info = await stat(path).catch(() => null);
  return info === null ? null : { sizeBytes: info.size, mtimeSeconds: Math.floor(info.mtimeMs / 1000) };
}

/** What each image was when the first of its machines was made. */
export class ImageMarks {
  readonly #db: Database;
  readonly #marks = new Map<ImageId, ImageMark>();

  private constructor(db: Database) {
    this.#db = db;
  }

  static async load(db: Database): Promise<ImageMarks> {
    const marks = new ImageMarks(db);
    for (const row of await db.selectFrom('image_marks').selectAll().execute()) {
      marks.#marks.set(row.id as ImageId, { sizeBytes: row.size_bytes, mtimeSeconds: row.mtime_seconds });
    }
    return marks;
  }

  async set(id: ImageId, mark: ImageMark): Promise<void> {
    const columns = { size_bytes: mark.sizeBytes, mtime_seconds: mark.mtimeSeconds };
    await this.#db
      .insertInto('image_marks')
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
    this.#marks.set(id, mark);
  }

  async remove(id: ImageId): Promise<void> {
    await this.#db.deleteFrom('image_marks').where('id', '=', id).execute();
    this.#marks.delete(id);
  }

  /** How an image differs from what its machines were made from, or null. */
  problemOf(id: ImageId, now: ImageMark): string | null {
    const then = this.#marks.get(id);
    if (then === undefined) return null;
    if (now.sizeBytes !== then.sizeBytes) {
      return `Its file has ${now.sizeBytes} bytes; it had ${then.sizeBytes} when machines were made from it.`;
    }
    if (now.mtimeSeconds !== then.mtimeSeconds) {
      return `Its file was written at ${toTime(now)}; machines were made when it was last written at ${toTime(then)}.`;
    }
    return null;
  }
}

function toTime({ mtimeSeconds }: ImageMark): string {
  return new Date(mtimeSeconds * 1000).toISOString();
}
