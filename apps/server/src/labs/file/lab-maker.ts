import { UmlautError } from '@umlaut/contracts/errors';
import { createMachinesInput } from '@umlaut/contracts/http';
import type {
  ImageId,
  KernelId,
  Lab,
  LabFile,
  LabFileMachine,
  LabId,
  MachineId,
  TaskId,
} from '@umlaut/contracts/model';
import { newLabId } from '../../identifiers.ts';
import type { MachineService } from '../../machines/machine-service.ts';
import type { TaskHandle, TaskRegistry } from '../../tasks/task-registry.ts';
import type { LabService } from '../lab-service.ts';
import { drawFile } from './draw-file.ts';

export interface LabMakerDeps {
  service: Pick<LabService, 'create'>;
  machines: Pick<MachineService, 'create' | 'remove' | 'bulk'>;
  tasks: TaskRegistry;
}

export interface LabOrder {
  /** With names for its machines that are free. */
  file: LabFile;
  /** Of the lab. */
  name: string;
  /** By the keys of the file; the host's default where nothing is said. */
  images: ReadonlyMap<string, ImageId>;
  kernels: ReadonlyMap<string, KernelId>;
  start: boolean;
}

export interface LabInTheMaking {
  labId: LabId;
  taskId: TaskId;
  /** The lab, and the task that starts its machines. */
  done: Promise<{ lab: Lab; taskId: TaskId | null }>;
}

/** Makes machines and draws them: all, or nothing is left. */
export class LabMaker {
  readonly #deps: LabMakerDeps;

  constructor(deps: LabMakerDeps) {
    this.#deps = deps;
  }

  begin(order: LabOrder, actor: string): LabInTheMaking {
    const labId = newLabId();
    const { id: taskId, done } = this.#deps.tasks.start(
      {
        kind: 'lab-open',
        title: `Open the lab "${order.name}"`,
        step: 'Making its machines',
        cancellable: true,
      },
      (task) => this.#make(order, { labId, task, actor }),
    );
    return { labId, taskId, done };
  }

  async #make(
    order: LabOrder,
    { labId, task, actor }: { labId: LabId; task: TaskHandle; actor: string },
  ): Promise<{ lab: Lab; taskId: TaskId | null }> {
    const { service, machines } = this.#deps;
    const { file, name, start } = order;
    const made = new Map<string, MachineId>();
    try {
      const wanted = Object.entries(file.nodes).flatMap(([key, node]) =>
        node.kind === 'machine' ? [{ key, machine: node }] : [],
      );
      for (const [at, { key, machine }] of wanted.entries()) {
        task.signal.throwIfAborted();
        task.progress(at / wanted.length, `Machine ${at + 1} of ${wanted.length}: ${machine.name ?? key}`);
        made.set(key, await this.#makeMachine(machine, { key, order, actor }));
      }
      task.signal.throwIfAborted();
      task.progress(1, 'Drawing');
      const edits = drawFile(file, made);
      const lab = await service.create({ id: labId, name, description: file.description, edits }, actor);
      const ids = [...made.values()];
      if (!start || ids.length === 0) return { lab, taskId: null };
      return { lab, taskId: machines.bulk({ action: 'start', ids, force: false }, actor) };
    } catch (error) {
      task.progress(null, 'Removing what was made');
      for (const id of made.values()) await machines.remove(id, { force: true, actor }).catch(() => {});
      throw error;
    }
  }

  async #makeMachine(
    machine: LabFileMachine,
    { key, order, actor }: { key: string; order: LabOrder; actor: string },
  ): Promise<MachineId> {
    const name = machine.name ?? key;
    const { description, root, memoryMiB, consoleLogMiB, lines, interfaces } = machine;
    const input = createMachinesInput.parse({
      name,
      description,
      root,
      memoryMiB,
      consoleLogMiB,
      lines,
      imageId: machine.image === undefined ? undefined : order.images.get(machine.image),
      kernelId: machine.kernel === undefined ? undefined : order.kernels.get(machine.kernel),
    });
    const [made] = await this.#deps.machines.create({ ...input, nics: interfaces }, actor);
    if (made === undefined || made.id === null) {
      throw new UmlautError('INTERNAL', `The machine "${name}" was not made.`);
    }
    return made.id;
  }
}
