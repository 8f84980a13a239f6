import { findProgram } from '@umlaut/core/host';

/** What a lab of these things needs that this host does not have, as a sentence; null: nothing. */
export async function passtProblem(nodes: readonly { kind: string }[]): Promise<string | null> {
  if (!nodes.some(({ kind }) => kind === 'uplink')) return null;
  if ((await findProgram('passt')) !== null) return null;
  return 'Its uplink needs passt on this host: sudo apt-get install passt';
}
