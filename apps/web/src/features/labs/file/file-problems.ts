import type { UmlautError } from '@umlaut/contracts/errors';
import { z } from 'zod';
import { errorText } from '../../../lib/error-text.ts';

const MAX_PROBLEMS = 5;
const listed = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })).min(1) });

/** What is wrong with a file, a sentence each: "nodes.web.memoryMiB: At least 32 MiB". */
export function fileProblems(error: UmlautError): string[] {
  const details = listed.safeParse(error.details);
  if (!details.success) return [errorText(error)];
  const { issues } = details.data;
  // Of another format or a newer version the rest says nothing.
  const foreign = issues.find(({ path }) => path === 'file.format' || path === 'file.version');
  if (foreign !== undefined) return [foreign.message];
  const told = issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => {
    const place = path.replace(/^file\.?/, '');
    return place === '' ? message : `${place}: ${message}`;
  });
  const more = issues.length - told.length;
  return more === 0 ? told : [...told, `and ${more} more`];
}
