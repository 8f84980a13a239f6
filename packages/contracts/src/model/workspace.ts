import { z } from 'zod';
import { consoleName, machineId } from './ids.ts';

/** More terminals than this in one window help nobody, and each is a connection. */
export const MAX_WORKSPACE_CONSOLES = 64;
/** Splits within splits; deeper ones leave no room for a terminal. */
export const MAX_WORKSPACE_DEPTH = 8;

/** A console that stands in a workspace. */
export const consoleRef = z.object({ machineId, console: consoleName });
export type ConsoleRef = z.output<typeof consoleRef>;

const share = z.number().positive().max(1_000_000).describe('Share of the room, relative to its neighbours');

/** Consoles that share one place as tabs. */
export const workspaceTabs = z.object({
  type: z.literal('tabs'),
  share,
  consoles: z.array(consoleRef).min(1).max(MAX_WORKSPACE_CONSOLES),
  /** Index of the tab in front. */
  active: z.int().min(0),
});
export type WorkspaceTabs = z.output<typeof workspaceTabs>;

export interface WorkspaceSplit {
  type: 'split';
  share: number;
  /** `row`: side by side; `column`: one above the other. */
  direction: 'row' | 'column';
  children: WorkspaceArea[];
}
export type WorkspaceArea = WorkspaceTabs | WorkspaceSplit;

/** Built level by level, not recursively: a body that nests for ever is refused, not followed. */
function areaOf(depth: number): z.ZodType<WorkspaceArea> {
  if (depth === 1) return workspaceTabs;
  const split = z.object({
    type: z.literal('split'),
    share,
    direction: z.enum(['row', 'column']),
    children: z
      .array(areaOf(depth - 1))
      .min(1)
      .max(MAX_WORKSPACE_CONSOLES),
  });
  return z.union([workspaceTabs, split]);
}

/** How a person has arranged consoles; null: nothing is open. */
export const workspaceLayout = areaOf(MAX_WORKSPACE_DEPTH)
  .nullable()
  .refine(
    (area) => consolesOf(area).length <= MAX_WORKSPACE_CONSOLES,
    `A workspace holds at most ${MAX_WORKSPACE_CONSOLES} consoles`,
  )
  .refine((area) => {
    const keys = consolesOf(area).map((ref) => `${ref.machineId}/${ref.console}`);
    return new Set(keys).size === keys.length;
  }, 'A console stands in a workspace once');
export type WorkspaceLayout = z.output<typeof workspaceLayout>;

/** Every console of a workspace, in reading order. */
export function consolesOf(area: WorkspaceArea | null): ConsoleRef[] {
  if (area === null) return [];
  return area.type === 'tabs' ? area.consoles : area.children.flatMap(consolesOf);
}
