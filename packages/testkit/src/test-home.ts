import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeLeftovers, findLeftovers, type Leftovers } from './find-leftovers.ts';
import { waitUntil } from './wait-until.ts';

/** How long processes of a test may take to go after the test says that it is done. */
const LEAK_GRACE_MS = 3000;

/**
 * A folder of its own for one test, with short paths (Unix socket paths end at 107 bytes) that the
 * machines' account can traverse. Disposing it fails when a process or socket of the test is left.
 */
export interface TestHome extends AsyncDisposable {
  readonly root: string;
  /** $UMLAUT_HOME. */
  readonly home: string;
  /** $UMLAUT_RUNTIME_DIR. */
  readonly runtime: string;
}

export async function createTestHome(): Promise<TestHome> {
  const root = await mkdtemp(join(process.env['UMLAUT_TEST_ROOT'] ?? '/tmp', 'umlaut-test-'));
  const home = join(root, 'h');
  const runtime = join(root, 'r');
  await mkdir(home);
  await mkdir(runtime);
  for (const path of [root, home, runtime]) await chmod(path, 0o711);
  return { root, home, runtime, [Symbol.asyncDispose]: async () => disposeRoot(root) };
}

/** Removes a test folder. @throws Error that names what was still alive, after killing it. */
export async function disposeRoot(root: string): Promise<void> {
  let left: Leftovers = { processes: [], sockets: [] };
  const clean = await waitUntil(async () => {
    left = await findLeftovers(root);
    return left.processes.length === 0 && left.sockets.length === 0;
  }, LEAK_GRACE_MS);
  for (const { pid } of left.processes) killNow(pid);
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
  if (!clean) {
    throw new Error(`The test left behind, below ${root}:\n${describeLeftovers(left).join('\n')}`);
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone meanwhile.
  }
}
