import type { KernelId, Machine } from '@umlaut/contracts/model';

/** What a person may change of a machine. */
export interface EditableFields {
  name: string;
  description: string;
  memoryMiB: number;
  consoleLogMiB: number;
  kernelId: KernelId;
}

const KEYS = ['name', 'description', 'memoryMiB', 'consoleLogMiB', 'kernelId'] as const;

export function editableOf(machine: Machine): EditableFields {
  const { name, description, memoryMiB, consoleLogMiB, kernelId } = machine;
  return { name, description, memoryMiB, consoleLogMiB, kernelId };
}

/** Only the values that differ from the machine that they are based on. */
export function changedFields(base: Machine, values: EditableFields): Partial<EditableFields> {
  return Object.fromEntries(KEYS.filter((key) => values[key] !== base[key]).map((key) => [key, values[key]]));
}

/** Two people's changes together: what this form left as it was takes the other person's value. */
export function mergeUntouched(
  values: EditableFields,
  { before, after }: { before: Machine; after: Machine },
): EditableFields {
  return { ...editableOf(after), ...changedFields(before, values) };
}
