import type { Kernel } from '@umlaut/contracts/model';
import { importKernel } from '@umlaut/core/kernels';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { MachineAccount } from '../host/machine-account.ts';
import { uploadBody } from '../routes/upload-body.ts';
import type { Upload } from '../routes/uploads.routes.ts';
import { reportBytes } from '../tasks/report-bytes.ts';
import type { RunningTask, TaskRegistry } from '../tasks/task-registry.ts';
import type { KernelLibrary } from './kernel-library.ts';

export interface KernelImportDeps {
  kernels: KernelLibrary;
  tasks: TaskRegistry;
  activity: ActivityLog;
  importedDir: string;
  account: MachineAccount;
}

/** Takes in a kernel as a task; it is asked what it can do, as the machines' account. */
export function startKernelImport(deps: KernelImportDeps, upload: Upload): RunningTask<Kernel> {
  const { kernels, tasks, activity, importedDir, account } = deps;
  const title = `Import the kernel "${upload.label}"`;
  const spec = { kind: 'kernel-import', title, step: 'Receiving', cancellable: true } as const;
  return tasks.start(spec, async (task) => {
    const signal = AbortSignal.any([task.signal, upload.signal]);
    const { id, version } = await importKernel({
      importedDir,
      label: upload.label,
      source: uploadBody(upload.body, signal),
      runAs: account.runAs,
      takenIds: kernels.files().map(({ id }) => id),
      signal,
      onProgress: reportBytes(task, upload.sizeBytes),
    });
    await kernels.scan();
    void activity.add({
      kind: 'kernel.imported',
      severity: 'success',
      actor: upload.actor,
      message: `Imported the kernel ${version}.`,
    });
    return kernels.present(id);
  });
}
