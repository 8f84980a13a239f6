import { readFile, readdir } from 'node:fs/promises';

/** A process whose command line or environment mentions a test's folder. */
interface LeftoverProcess {
  pid: number;
  commandLine: string;
}

export interface Leftovers {
  processes: LeftoverProcess[];
  /** Bound Unix sockets below the folder, from /proc/net/unix. */
  sockets: string[];
}

/**
 * Everything alive that belongs to a test folder: UML, bubblewrap, monitors and servers all carry a path
 * below it in their arguments or environment. The caller, its ancestors and test workers do not count,
 * nor do zombies (they have neither).
 */
export async function findLeftovers(root: string): Promise<Leftovers> {
  return { processes: await findProcesses(root), sockets: await findSockets(root) };
}

export function describeLeftovers(leftovers: Leftovers): string[] {
  return [
    ...leftovers.processes.map(({ pid, commandLine }) => `process ${pid}: ${commandLine}`),
    ...leftovers.sockets.map((path) => `socket ${path}`),
  ];
}

async function findProcesses(root: string): Promise<LeftoverProcess[]> {
  const own = await ancestors();
  const found: LeftoverProcess[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || own.has(pid)) continue;
    const commandLine = await readProc(pid, 'cmdline');
    if (commandLine.includes('vitest')) continue;
    if (mentions(commandLine, root) || mentions(await readProc(pid, 'environ'), root)) {
      found.push({ pid, commandLine: commandLine.replaceAll('\0', ' ').trim() });
    }
  }
  return found;
}

/** `/tmp/x-1` must not match inside `/tmp/x-12`. */
function mentions(text: string, root: string): boolean {
  const characters = /[A-Za-z0-9_-]/;
  for (let at = text.indexOf(root); at !== -1; at = text.indexOf(root, at + 1)) {
    if (!characters.test(text.charAt(at + root.length))) return true;
  }
  return false;
}

async function ancestors(): Promise<Set<number>> {
  const pids = new Set<number>();
  for (let pid = process.pid; pid > 0 && !pids.has(pid);) {
    pids.add(pid);
    const status = await readProc(pid, 'status');
    pid = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
  }
  return pids;
}

async function findSockets(root: string): Promise<string[]> {
  const table = await readFile('/proc/net/unix', 'utf8');
  const paths = table.split('\n').map((line) => /\s(\/\S*)$/.exec(line)?.[1] ?? '');
  return [...new Set(paths.filter((path) => mentions(path, root)))];
}

/** A process may end between the listing and the read. */
async function readProc(pid: number, file: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
