import { sql } from 'kysely';
import type { RequestHandler } from 'express';
import type { Database } from '../database/connection.ts';

/** 204 when the server can do its work, 503 when not; says nothing more, for it is open to all. */
export function health(db: Database, isStopping: () => boolean): RequestHandler {
  return async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      if (isStopping()) throw new Error('stopping');
      await sql`SELECT 1`.execute(db);
      response.status(204).end();
    } catch {
      response.status(503).end();
    }
  };
}
