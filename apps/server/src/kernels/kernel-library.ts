import { isDeepStrictEqual } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import type { KernelList } from '@umlaut/contracts/http';
import { kernelId, type Kernel, type KernelId } from '@umlaut/contracts/model';
import { removeKernel, scanKernels, type KernelFile } from '@umlaut/core/kernels';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { Settings } from '../database/settings.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { MachineAccount } from '../host/machine-account.ts';

export interface KernelLibraryDeps {
  settings: Settings;
  events: EventStream;
  activity: ActivityLog;
  importedDir: string;
  account: MachineAccount;
  countMachines: (id: KernelId) => number;
  /** The machines of this kernel show another version now. */
  onChanged: (id: KernelId) => void;
}

/** Kernels that a scan found: those of the host's packages and imported ones. */
export class KernelLibrary {
  readonly #deps: KernelLibraryDeps;
  #files = new Map<KernelId, KernelFile>();
  #scanning: Promise<void> | null = null;

  constructor(deps: KernelLibraryDeps) {
    this.#deps = deps;
  }

  /** Looks for kernels again; callers at the same time share one scan. */
  scan(): Promise<void> {
    this.#scanning ??= this.#scan().finally(() => (this.#scanning = null));
    return this.#scanning;
  }

  files(): KernelFile[] {
    return [...this.#files.values()];
  }

  list(): KernelList {
    return { ...this.#deps.events.mark, items: this.#sorted().map((file) => this.#present(file)) };
  }

  present(id: KernelId): Kernel {
    return this.#present(this.#get(id));
  }

  versionOf(id: KernelId): string | null {
    return this.#files.get(id)?.version ?? null;
  }

  /** The wanted kernel or the default one. @throws KERNEL_NOT_FOUND, KERNEL_UNAVAILABLE */
  resolve(wanted: KernelId | undefined): KernelId {
    const id = wanted ?? this.#defaultId();
    if (id === null) {
      throw new UmlautError('KERNEL_UNAVAILABLE', 'This host has no User Mode Linux kernel.', {
        field: 'kernelId',
        hint: 'Install one: apt install user-mode-linux',
      });
    }
    if (!this.#files.has(id)) throw notFound(id, 'kernelId');
    return id;
  }

  /** File of a kernel that can be started. @throws KERNEL_UNAVAILABLE */
  pathOf(id: KernelId): string {
    const file = this.#files.get(id);
    if (file !== undefined && file.problem === null) return file.path;
    throw new UmlautError(
      'KERNEL_UNAVAILABLE',
      `The kernel "${id}" cannot be used: ${file?.problem ?? 'It is gone.'}`,
      {
        field: 'kernelId',
        hint: 'Choose another kernel for the machine, or install this one again.',
      },
    );
  }

  async makeDefault(id: KernelId, actor: string): Promise<Kernel> {
    const { version } = this.#get(id);
    const before = this.#defaultId();
    await this.#deps.settings.set('default-kernel', id);
    this.republish(id);
    if (before !== null && before !== id) this.republish(before);
    void this.#deps.activity.add({
      kind: 'kernel.updated',
      severity: 'info',
      actor,
      message: `Made Linux ${version} the default kernel.`,
    });
    return this.present(id);
  }

  /** @throws KERNEL_NOT_FOUND, KERNEL_IN_USE, FORBIDDEN for a kernel of the host's packages. */
  async remove(id: KernelId, actor: string): Promise<void> {
    const { version, origin, path } = this.#get(id);
    if (origin !== 'imported') {
      throw new UmlautError('FORBIDDEN', `${path} belongs to this host.`, {
        field: 'id',
        hint: 'Remove the package that installed it.',
      });
    }
    const machines = this.#deps.countMachines(id);
    if (machines > 0) {
      throw new UmlautError('KERNEL_IN_USE', `Machines boot with Linux ${version}.`, {
        field: 'id',
        hint: 'Give them another kernel first.',
        details: { machines },
      });
    }
    await removeKernel(this.#deps.importedDir, id);
    await this.scan();
    void this.#deps.activity.add({
      kind: 'kernel.deleted',
      severity: 'info',
      actor,
      message: `Deleted the kernel ${version}.`,
    });
  }

  republish(id: KernelId): void {
    const file = this.#files.get(id);
    if (file !== undefined)
      this.#deps.events.publish({ type: 'kernel.changed', kernel: this.#present(file) });
  }

  async #scan(): Promise<void> {
    const { importedDir, account, events, onChanged } = this.#deps;
    const found = await scanKernels({ importedDir, runAs: account.runAs });
    const before = this.#files;
    this.#files = new Map(found.map((file) => [file.id, file]));
    for (const id of before.keys()) {
      if (this.#files.has(id)) continue;
      events.publish({ type: 'kernel.removed', id });
      onChanged(id);
    }
    for (const [id, file] of this.#files) {
      if (isDeepStrictEqual(before.get(id), file)) continue;
      this.republish(id);
      onChanged(id);
    }
  }

  /** The administrator's choice; else the newest version that works. */
  #defaultId(): KernelId | null {
    const chosen = kernelId.safeParse(this.#deps.settings.get('default-kernel'));
    if (chosen.success && this.#files.has(chosen.data)) return chosen.data;
    return this.#sorted().find(({ problem }) => problem === null)?.id ?? null;
  }

  /** Newest version first. */
  #sorted(): KernelFile[] {
    const order = new Intl.Collator('en', { numeric: true });
    return this.files().sort((left, right) => order.compare(right.version, left.version));
  }

  #get(id: KernelId): KernelFile {
    const file = this.#files.get(id);
    if (file === undefined) throw notFound(id, 'id');
    return file;
  }

  #present(file: KernelFile): Kernel {
    return {
      ...file,
      machineCount: this.#deps.countMachines(file.id),
      isDefault: this.#defaultId() === file.id,
    };
  }
}

function notFound(id: string, field: string): UmlautError {
  return new UmlautError('KERNEL_NOT_FOUND', `There is no kernel "${id}".`, { field });
}
