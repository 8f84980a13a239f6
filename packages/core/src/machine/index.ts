export { cleanUpRun, endUml, removeSockets } from './clean-up-run.ts';
export { consoleDescriptors, lineDescriptors, umlCommandLine } from './command-line.ts';
export { consoleLines } from './console-text.ts';
export { createMachine, type CreateMachineOptions } from './create-machine.ts';
export { checkDisks } from './disk-check.ts';
export { DiskLocks } from './disk-locks.ts';
export { diskOption } from './disk-option.ts';
export { classifyExit, type RunEnding, type StopGoal } from './exit-classification.ts';
export { INCIDENT_FILE, MAX_INCIDENTS, MAX_INCIDENT_BYTES } from './incident-layout.ts';
export { listIncidents, readIncident } from './incident-files.ts';
export { kernelFiles } from './kernel-files.ts';
export { lineFiles, portFolder, type LineFiles } from './line-files.ts';
export { launchMonitor, type LaunchRequest } from './launch-monitor.ts';
export { machineAccount } from './machine-account.ts';
export { MachineLock } from './machine-lock.ts';
export { prepareMachineFolders } from './machine-folders.ts';
export {
  diskFileName,
  machineFiles,
  machinePaths,
  runtimeFiles,
  runtimePaths,
  type MachinePaths,
  type RuntimePaths,
} from './machine-paths.ts';
export { nicFiles, type NicFiles } from './nic-files.ts';
export { newBootId, newMachineId } from './random-id.ts';
export { recoverRun, type RecoveredRun } from './recover-run.ts';
export { resolveHome, resolveRuntimeRoot } from './resolve-folders.ts';
export { readExitRecord, readLaunchSpec, readRunRecord } from './run-files.ts';
export {
  INITIAL_RUN,
  transition,
  type RunEffect,
  type RunEvent,
  type RunPhase,
  type RunState,
  type Step,
} from './run-transition.ts';
export { checkRootDirectory } from './check-root-directory.ts';
export { copyRootDirectory, makeRootDirectory, measureRootDirectory } from './root-directory.ts';
export { sandboxArguments, type SandboxFile, type SandboxRequest } from './sandbox-arguments.ts';
export { STOP_BUDGETS, type StopBudgets } from './stop-ladder.ts';
export { assertTraversable, prepareFolders, type UsableFoldersRequest } from './usable-folders.ts';
export { assertPathUsable, assertSocketPathFits, MAX_SOCKET_PATH_BYTES } from './usable-path.ts';
export { watchdogFiles } from './watchdog-files.ts';
