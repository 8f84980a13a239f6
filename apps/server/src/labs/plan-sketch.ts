import { machineId, sketchLab, type LabSketch } from '@umlaut/contracts/model';
import { planEdits } from './plan-edits.ts';
import type { LabPlan } from './templates/index.ts';

/** For all machines alike: none is made for a picture. */
const NOBODY = machineId.parse('m-aaaaaaaaaa');

/** What a plan looks like. Pure but for the identifiers, which are not in it. */
export function sketchPlan(plan: LabPlan): LabSketch {
  const machines = new Map(plan.machines.map(({ key }) => [key, { id: NOBODY, name: key }]));
  const edits = planEdits(plan, machines);
  return sketchLab({
    nodes: edits.flatMap((edit) => (edit.edit === 'put-node' ? [edit.node] : [])),
    links: edits.flatMap((edit) => (edit.edit === 'put-link' ? [edit.link] : [])),
  });
}
