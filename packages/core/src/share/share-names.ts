import { UmlautError } from '@umlaut/contracts/errors';
import { sharePathNames, sharePathProblem } from '@umlaut/contracts/model';

/** The components of a path below the share's root, each checked. @throws UmlautError INVALID_INPUT */
export function shareNames(path: string, field = 'path'): string[] {
  const problem = sharePathProblem(path);
  if (problem !== null) throw new UmlautError('INVALID_INPUT', problem, { field });
  return sharePathNames(path);
}
