export { childrenOf, descendantsIn } from './children-of.ts';
export { dropPrivileges } from './drop-privileges.ts';
export { findByUmid } from './find-by-umid.ts';
export { giveWay } from './give-way.ts';
export { groupMembers } from './group-members.ts';
export { isAlive } from './is-alive.ts';
export { isFrozen } from './is-frozen.ts';
export { isThere } from './is-there.ts';
export { killGroup } from './kill-group.ts';
export { killProcess } from './kill-process.ts';
export { listPids, listProcesses } from './list-processes.ts';
export type { ProcessStat } from './parse-stat.ts';
export { processIdentity, type ProcessIdentity } from './process-identity.ts';
export { processOwner } from './process-owner.ts';
export { readPlainFile } from './read-plain-file.ts';
export { readStat } from './read-stat.ts';
export { receiveStream, type ReceiveStreamOptions } from './receive-stream.ts';
export { removeTree } from './remove-tree.ts';
export { removeUnfinished } from './remove-unfinished.ts';
export { CONFINED_FILE, runConfined, type RunConfinedOptions } from './run-confined.ts';
export { reportFailure, reportReady } from './report-readiness.ts';
export { runCommand, type CommandResult, type RunCommandOptions } from './run-command.ts';
export { requestOverSocket, type SocketReply, type SocketRequest } from './socket-request.ts';
export { startDaemon, type DaemonRequest } from './start-daemon.ts';
export { slugs } from './slugs.ts';
export { waitUntilGone, type WaitUntilGoneOptions } from './wait-until-gone.ts';
export {
  asStorageError,
  syncDirectory,
  writeFileAtomic,
  type WriteFileAtomicOptions,
} from './write-file-atomic.ts';
