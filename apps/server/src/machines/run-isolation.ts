import { readFile } from 'node:fs/promises';
import type { Isolation } from '@umlaut/contracts/model';
import { launchSpec } from '@umlaut/contracts/monitor';

/**
 * Isolation of a run that another server launched, from its launch.json.
 * @param next what a start would get now
 */
export async function readRunIsolation(launchFile: string, next: Isolation): Promise<Isolation> {
  const text = await readFile(launchFile, 'utf8').catch(() => null);
  const spec = text === null ? null : launchSpec.safeParse(parseJson(text));
  if (spec?.success !== true || spec.data.isolation === next.kind) return next;
  return {
    kind: spec.data.isolation,
    user: next.user,
    limitation: 'It was started when this host allowed something else.',
    remedy: 'Shut it down and start it again.',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
