import { UmlautError } from '@umlaut/contracts/errors';
import type { LabFileCheck } from '@umlaut/contracts/http';
import {
  freeLabName,
  labFileText,
  type Image,
  type ImageId,
  type Kernel,
  type KernelId,
  type LabFile,
  type LabFileMachine,
  type LabId,
  type MachineId,
  type TaskId,
} from '@umlaut/contracts/model';
import type { NicHostFacts } from '@umlaut/core/nics';
import type { MachineService } from '../../machines/machine-service.ts';
import type { LabService } from '../lab-service.ts';
import { passtProblem } from '../passt-problem.ts';
import { checkDrawing } from './check-drawing.ts';
import { describeLab, type DescribedMachine } from './describe-lab.ts';
import type { LabMaker } from './lab-maker.ts';
import { matchImages, matchKernels, type Match } from './match-parts.ts';
import { nicProblems } from './nic-problems.ts';
import { nameMachines } from './name-machines.ts';
import { sketchFile } from './sketch-file.ts';

export interface LabFilesDeps {
  service: Pick<LabService, 'get' | 'list'>;
  machines: Pick<MachineService, 'list'>;
  machine: (id: MachineId) => DescribedMachine | null;
  images: () => Promise<Image[]>;
  kernels: () => Kernel[];
  /** What this host has for interfaces now. */
  nicHost: () => Promise<NicHostFacts>;
  maker: LabMaker;
}

export interface OpenLabFile {
  file: LabFile;
  name?: string | undefined;
  images: Readonly<Record<string, ImageId>>;
  kernels: Readonly<Record<string, KernelId>>;
  start: boolean;
}

/** Labs as files: written, looked at, and opened. */
export class LabFiles {
  readonly #deps: LabFilesDeps;

  constructor(deps: LabFilesDeps) {
    this.#deps = deps;
  }

  /** @throws LAB_NOT_FOUND */
  async write(id: LabId): Promise<{ name: string; text: string }> {
    const { service, machine } = this.#deps;
    const { lab } = service.get(id);
    const images = await this.#deps.images();
    const file = describeLab(lab, { machine, images, kernels: this.#deps.kernels() });
    return { name: lab.name, text: labFileText(file) };
  }

  /** @throws INVALID_INPUT, LAB_LIMIT with `field` in the file; NAME_TAKEN */
  async check(file: LabFile): Promise<LabFileCheck> {
    checkDrawing(file);
    const named = this.#withFreeNames(file);
    const passt = await passtProblem(Object.values(file.nodes));
    const here = this.#deps.kernels();
    const kernels = matchKernels(file, here);
    // Of those that are proposed: whoever takes other kernels is told at the start.
    const kernelOf = ({ kernel }: LabFileMachine): Kernel | null => {
      const id = kernels.find(({ key }) => key === kernel)?.id;
      return here.find((one) => (kernel === undefined ? one.isDefault : one.id === id)) ?? null;
    };
    const host = await this.#deps.nicHost();
    return {
      name: this.#freeName(file),
      description: file.description,
      sketch: sketchFile(file),
      machines: Object.entries(named.nodes).flatMap(([key, node]) => {
        if (node.kind !== 'machine') return [];
        const { name = key, image = null, kernel = null, memoryMiB, interfaces } = node;
        return [{ key, name, image, kernel, memoryMiB, nicCount: interfaces.length }];
      }),
      images: matchImages(file, await this.#deps.images()),
      kernels,
      problems: [...(passt === null ? [] : [passt]), ...nicProblems(named, { host, kernelOf })],
    };
  }

  /**
   * Begins to make the machines of a file and to draw it.
   * @throws INVALID_INPUT, LAB_LIMIT with `field` in the file; NAME_TAKEN; IMAGE_NOT_FOUND, KERNEL_NOT_FOUND for what
   * is missing here and has no other in its place
   */
  async open(
    { file, name, images, kernels, start }: OpenLabFile,
    actor: string,
  ): Promise<{ labId: LabId; taskId: TaskId }> {
    checkDrawing(file);
    const { labId, taskId } = this.#deps.maker.begin(
      {
        file: this.#withFreeNames(file),
        name: name ?? this.#freeName(file),
        images: chosen(matchImages(file, await this.#deps.images()), images, 'images'),
        kernels: chosen(matchKernels(file, this.#deps.kernels()), kernels, 'kernels'),
        start,
      },
      actor,
    );
    return { labId, taskId };
  }

  #withFreeNames(file: LabFile): LabFile {
    return nameMachines(file, new Set(this.#deps.machines.list().items.map(({ name }) => name as string)));
  }

  #freeName({ name }: LabFile): string {
    return freeLabName(name, this.#deps.service.list().items);
  }
}

function chosen<Id extends ImageId | KernelId>(
  matches: readonly Match<Id>[],
  wanted: Readonly<Record<string, Id>>,
  field: 'images' | 'kernels',
): Map<string, Id> {
  const ids = new Map<string, Id>();
  for (const { key, label, match, id } of matches) {
    const other = Object.hasOwn(wanted, key) ? wanted[key] : undefined;
    if (other !== undefined) ids.set(key, other);
    else if (match !== 'missing' && id !== null) ids.set(key, id);
    else {
      throw new UmlautError(
        field === 'images' ? 'IMAGE_NOT_FOUND' : 'KERNEL_NOT_FOUND',
        `This host has no ${field === 'images' ? 'image' : 'kernel'} "${label}", which the file names.`,
        { field: `${field}.${key}`, hint: `Say in "${field}" which one of this host to take for "${key}".` },
      );
    }
  }
  return ids;
}
