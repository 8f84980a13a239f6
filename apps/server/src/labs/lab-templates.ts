import type { LabTemplate } from '@umlaut/contracts/http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Lab, LabId, TaskId } from '@umlaut/contracts/model';
import type { MachineService } from '../machines/machine-service.ts';
import type { LabInTheMaking, LabMaker } from './file/lab-maker.ts';
import { sketchFile } from './file/sketch-file.ts';
import { hostLabel } from './host-label.ts';
import { passtProblem } from './passt-problem.ts';
import { LAB_PLANS, type LabPlan } from './templates/index.ts';
import { fileOfPlan } from './templates/plan-file.ts';

const MAX_TRIES = 100;

export interface LabTemplatesDeps {
  machines: Pick<MachineService, 'list'>;
  maker: LabMaker;
}

interface TemplateOrder {
  templateId: string;
  /** Of the lab. */
  name: string;
  start: boolean;
}

/** Labs that are ready to be opened. */
export class LabTemplates {
  readonly #deps: LabTemplatesDeps;

  constructor(deps: LabTemplatesDeps) {
    this.#deps = deps;
  }

  list(): Promise<LabTemplate[]> {
    return Promise.all(
      LAB_PLANS.map(async (plan) => ({
        id: plan.id,
        name: plan.name,
        description: plan.description,
        machineCount: plan.machines.length,
        sketch: sketchFile(fileOfPlan(plan, 'lab')),
        problem: await passtProblem(plan.nodes),
      })),
    );
  }

  /**
   * Makes the machines of a template, draws it, and starts them if asked to: all, or nothing is left.
   * @throws LAB_TEMPLATE_NOT_FOUND, NAME_TAKEN; what making machines throws; CANCELLED
   */
  open(order: TemplateOrder, actor: string): Promise<{ lab: Lab; taskId: TaskId | null }> {
    return this.#begin(order, actor).done;
  }

  /**
   * The same, without waiting for it: the task says how far it is.
   * @throws LAB_TEMPLATE_NOT_FOUND, NAME_TAKEN
   */
  begin(order: TemplateOrder, actor: string): { labId: LabId; taskId: TaskId } {
    const { labId, taskId } = this.#begin(order, actor);
    return { labId, taskId };
  }

  #begin({ templateId, name, start }: TemplateOrder, actor: string): LabInTheMaking {
    const plan = LAB_PLANS.find(({ id }) => id === templateId);
    if (plan === undefined) throw new UmlautError('LAB_TEMPLATE_NOT_FOUND', 'There is no such template.');
    const file = fileOfPlan(plan, this.#freePrefix(name, plan));
    return this.#deps.maker.begin({ file, name, images: new Map(), kernels: new Map(), start }, actor);
  }

  /** The name of the lab as part of host names; with a number when machines are called that already. */
  #freePrefix(name: string, plan: LabPlan): string {
    const taken = new Set(this.#deps.machines.list().items.map((machine) => machine.name as string));
    for (const slug of prefixes(name)) {
      if (plan.machines.every(({ key }) => !taken.has(`${slug}-${key}`))) return slug;
    }
    throw new UmlautError('NAME_TAKEN', 'Machines of such names exist already.', {
      field: 'name',
      hint: 'Choose another name for the lab.',
    });
  }
}

function* prefixes(name: string): Iterable<string> {
  const base = hostLabel(name);
  yield base;
  for (let number = 2; number < MAX_TRIES; number++) yield `${base}-${number}`;
}
