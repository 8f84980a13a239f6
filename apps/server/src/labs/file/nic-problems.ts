import type { Kernel, LabFile, LabFileMachine } from '@umlaut/contracts/model';
import { transportObstacle, type NicHostFacts } from '@umlaut/core/nics';

/** More names make no sentence clearer. */
const NAMES_TOLD = 3;

export interface NicProblemSources {
  host: NicHostFacts;
  /** That a machine of the file would have; null: none. */
  kernelOf: (machine: LabFileMachine) => Kernel | null;
}

/**
 * Interfaces of a file that cannot be had here, so that machines with them would not start: a sentence for each kind and
 * reason, with what helps. Pure. What only the start of a machine can know, as a socket that is gone, is not in it.
 */
export function nicProblems(
  { nodes }: Pick<LabFile, 'nodes'>,
  { host, kernelOf }: NicProblemSources,
): string[] {
  const found = new Map<string, { kind: string; because: string; names: Set<string> }>();
  for (const [key, node] of Object.entries(nodes)) {
    if (node.kind !== 'machine') continue;
    for (const { transport } of node.interfaces) {
      const obstacle = transportObstacle(transport, { kernel: kernelOf(node), host, others: [] });
      if (obstacle === null) continue;
      const { reason, remedy } = obstacle;
      const because = remedy === null ? reason : `${reason} ${remedy}`;
      const known = found.get(`${transport.kind} ${because}`) ?? {
        kind: transport.kind,
        because,
        names: new Set<string>(),
      };
      known.names.add(node.name ?? key);
      found.set(`${transport.kind} ${because}`, known);
    }
  }
  return [...found.values()].map(
    ({ kind, because, names }) =>
      `${listed([...names])} will not start here, with an interface of the kind "${kind}": ${because}`,
  );
}

/** "web", "web and db", "web, db, mail and 4 more". */
function listed(names: readonly string[]): string {
  const told = names.slice(0, NAMES_TOLD);
  const rest = names.length - told.length;
  if (rest > 0) return `${told.join(', ')} and ${rest} more`;
  return told.length === 1 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}
