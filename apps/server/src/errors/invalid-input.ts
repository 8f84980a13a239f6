import { UmlautError } from '@umlaut/contracts/errors';

/** An issue of zod, or of any validator that follows Standard Schema. */
export interface InputIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** INVALID_INPUT that names the first field at fault; `details.issues` has them all. */
export function invalidInput(issues: readonly InputIssue[]): UmlautError {
  const listed = issues.map((issue) => ({ path: dottedPath(issue.path), message: issue.message }));
  const first = listed[0];
  const field = first?.path ?? '';
  return new UmlautError(
    'INVALID_INPUT',
    field === '' ? (first?.message ?? 'The input is not valid.') : `${field}: ${first?.message ?? ''}`,
    {
      ...(field === '' ? {} : { field, hint: `Correct ${field} and send the request again.` }),
      details: { issues: listed },
    },
  );
}

function dottedPath(path: InputIssue['path']): string {
  return (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
}
