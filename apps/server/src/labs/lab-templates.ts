import { createMachinesInput, type LabTemplate } from '@umlaut/contracts/http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Lab, MachineId, TaskId } from '@umlaut/contracts/model';
import { findProgram } from '@umlaut/core/host';
import type { MachineService } from '../machines/machine-service.ts';
import type { LabService } from './lab-service.ts';
import { planEdits, type MadeMachine } from './plan-edits.ts';
import { sketchPlan } from './plan-sketch.ts';
import { LAB_PLANS, type LabPlan } from './templates/index.ts';

/** So that "-listener" behind it still makes a host name. */
const MAX_PREFIX_LENGTH = 40;
const MAX_TRIES = 100;

export interface LabTemplatesDeps {
  service: LabService;
  machines: Pick<MachineService, 'create' | 'remove' | 'bulk' | 'list'>;
}

/** Labs that are ready to be opened. */
export class LabTemplates {
  readonly #deps: LabTemplatesDeps;

  constructor(deps: LabTemplatesDeps) {
    this.#deps = deps;
  }

  async list(): Promise<LabTemplate[]> {
    const hasPasst = (await findProgram('passt')) !== null;
    return LAB_PLANS.map((plan) => ({
      id: plan.id,
      name: plan.name,
      description: plan.description,
      machineCount: plan.machines.length,
      sketch: sketchPlan(plan),
      problem: hasPasst ? null : problemWithoutPasst(plan),
    }));
  }

  /**
   * Makes the machines of a template, draws it, and starts them if asked to: all, or nothing is left.
   * @throws LAB_TEMPLATE_NOT_FOUND; what making machines throws
   */
  async open(
    { templateId, name, start }: { templateId: string; name: string; start: boolean },
    actor: string,
  ): Promise<{ lab: Lab; taskId: TaskId | null }> {
    const plan = LAB_PLANS.find(({ id }) => id === templateId);
    if (plan === undefined) throw new UmlautError('LAB_TEMPLATE_NOT_FOUND', 'There is no such template.');
    const machines = new Map<string, MadeMachine>();
    try {
      const prefix = this.#freePrefix(name, plan);
      for (const machine of plan.machines) {
        const called = `${prefix}-${machine.key}`;
        machines.set(machine.key, { id: await this.#make(called, machine.nics ?? 1, actor), name: called });
      }
      const edits = planEdits(plan, machines);
      const lab = await this.#deps.service.create({ name, description: plan.description, edits }, actor);
      const ids = [...machines.values()].map(({ id }) => id);
      if (!start) return { lab, taskId: null };
      return { lab, taskId: this.#deps.machines.bulk({ action: 'start', ids, force: false }, actor) };
    } catch (error) {
      for (const { id } of machines.values()) {
        await this.#deps.machines.remove(id, { force: true, actor }).catch(() => {});
      }
      throw error;
    }
  }

  async #make(name: string, nicCount: number, actor: string): Promise<MachineId> {
    const wanted = createMachinesInput.parse({ name, nicCount });
    const [made] = await this.#deps.machines.create(wanted, actor);
    if (made === undefined || made.id === null) throw new Error(`The machine "${name}" was not made`);
    return made.id;
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

/** "Two hosts, and a switch" becomes "two-hosts-and-a-switch". */
function hostLabel(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_PREFIX_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'lab' : plain;
}

function problemWithoutPasst({ nodes }: LabPlan): string | null {
  if (!nodes.some(({ kind }) => kind === 'uplink')) return null;
  return 'Its uplink needs passt on this host: sudo apt-get install passt';
}
