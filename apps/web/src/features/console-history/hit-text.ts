import type { ConsoleHit } from '@umlaut/contracts/model';

/** How much of the line stands before what was found, UTF-16 units. */
const LEAD = 28;

/** A hit's line as it is shown: what was found, not far from the beginning, and what is around it. Pure. */
export function hitParts({ line, start, length }: Pick<ConsoleHit, 'line' | 'start' | 'length'>): {
  before: string;
  found: string;
  after: string;
} {
  const lead = line.slice(0, start);
  return {
    before: lead.length <= LEAD ? lead.trimStart() : `…${lead.slice(-LEAD)}`,
    found: line.slice(start, start + length),
    after: line.slice(start + length),
  };
}

/**
 * The moment at which what was found stands on the screen with the rest of its line, about: escape sequences in
 * between are not counted. Pure.
 */
export function hitMoment({ offset, line, start }: Pick<ConsoleHit, 'offset' | 'line' | 'start'>): number {
  return offset + new TextEncoder().encode(line.slice(start)).length;
}
