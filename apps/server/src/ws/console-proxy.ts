import { isUmlautError } from '@umlaut/contracts/errors';
import { consoleName, machineId, type ConsoleName, type MachineId } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import {
  CONSOLE_PARAMETERS,
  parseConsoleQuery,
  serveHistory,
  viewerParameters,
  viewerSocketFromWs,
  type ConsoleQuery,
} from '@umlaut/core/console';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { consolesOf } from '../machines/run-facts.ts';
import type { ConsoleVisitor } from './console-visitor.ts';
import { admitGuestFrames } from './guest-frames.ts';
import { pipeSockets } from './pipe-sockets.ts';

/** A guest decides nothing for others, and is not told who they are. */
const GUEST_PARAMETERS: readonly string[] = ['from', 'tail'];

export interface ConsoleAddress {
  machine: string;
  console: string;
  query: URLSearchParams;
}

export interface ConsoleProxyDeps {
  find: (id: MachineId) => MachineEntry | null;
  /** Folder of a console's log. */
  consoleDir: (id: MachineId, name: ConsoleName) => string;
  log: Logger;
}

/**
 * Connects an authorised viewer with a console: of a running machine through its monitor, of a stopped one
 * from its log. The frames are the same (contracts/ws/console.ts), and so is the code of the viewer.
 */
export function serveConsole(
  deps: ConsoleProxyDeps,
  viewer: WebSocket,
  target: ConsoleAddress,
  visitor: ConsoleVisitor | null,
): void {
  const id = machineId.safeParse(target.machine);
  const name = consoleName.safeParse(target.console);
  const entry = id.success ? deps.find(id.data) : null;
  if (entry === null || !name.success || !consolesOf(entry).includes(name.data)) {
    viewer.close(CLOSE.notFound, 'no such console');
    return;
  }
  const parameters = visitor === null ? null : parametersFor(visitor, target.query);
  const query = parameters === null ? null : readQuery(parameters);
  if (visitor === null || parameters === null || query === null) {
    viewer.close(CLOSE.badMessage, 'bad query');
  } else if (entry.run === null) {
    showHistory(deps, viewer, { id: entry.record.id, name: name.data, query });
  } else if (entry.run.kind === 'launching') {
    // Its monitor is being started: the viewer tries again in a moment.
    viewer.close(CLOSE.unreachable, 'starting');
  } else {
    const upstream = entry.run.client.openConsole(name.data, parameters);
    pipeSockets(viewer, upstream, visitor.isGuest ? admitGuestFrames(viewer) : undefined);
  }
}

function showHistory(
  deps: ConsoleProxyDeps,
  viewer: WebSocket,
  { id, name, query }: { id: MachineId; name: ConsoleName; query: ConsoleQuery },
): void {
  try {
    serveHistory({ dir: deps.consoleDir(id, name), name, socket: viewerSocketFromWs(viewer), query });
  } catch (error) {
    deps.log.error({ err: error, machine: id, console: name }, 'the history of a console cannot be read');
    viewer.close(CLOSE.unreachable, 'history unreadable');
  }
}

function readQuery(query: URLSearchParams): ConsoleQuery | null {
  try {
    return parseConsoleQuery(query);
  } catch (error) {
    if (isUmlautError(error)) return null;
    throw error;
  }
}

/** What a viewer may say for itself, and what the server says of it. */
function parametersFor({ viewer, reach, isGuest }: ConsoleVisitor, query: URLSearchParams): URLSearchParams {
  const allowed = isGuest ? GUEST_PARAMETERS : CONSOLE_PARAMETERS;
  const said = [...query].filter(([key]) => allowed.includes(key));
  return new URLSearchParams([...said, ...viewerParameters(viewer, reach)]);
}
