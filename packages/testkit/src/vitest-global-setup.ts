import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { buildWhenStale } from './build-step.ts';
import { disposeRoot } from './test-home.ts';

/** Sources that end up in the monitor's bundle. */
const MONITOR_SOURCES = [
  'apps/monitor/src',
  'apps/monitor/rolldown.config.mjs',
  'packages/core/src',
  'packages/contracts/src',
  'packages/hostio/src',
];
/** And in the fabric's. */
const FABRIC_SOURCES = [
  'apps/fabric/src',
  'apps/fabric/rolldown.config.mjs',
  'packages/fabric/src',
  'packages/core/src/process',
  'packages/contracts/src',
  'packages/hostio/src',
];

/**
 * Builds what tests on real UML start (the addon, the monitor, the fabric), gives the run one folder below which every
 * test works, and fails the run when a process, socket or file of it is left at the end.
 */
export async function setup(): Promise<() => Promise<void>> {
  await buildWhenStale({
    package: '@umlaut/hostio',
    output: 'packages/hostio/dist/hostio.node',
    sources: ['packages/hostio/src', 'packages/hostio/native', 'packages/hostio/build.sh'],
  });
  await buildWhenStale({
    package: '@umlaut/monitor',
    output: 'apps/monitor/dist/monitor.cjs',
    sources: MONITOR_SOURCES,
  });
  await buildWhenStale({
    package: '@umlaut/fabric-app',
    output: 'apps/fabric/dist/main.js',
    sources: FABRIC_SOURCES,
  });
  const root = await mkdtemp('/tmp/umlaut-');
  await chmod(root, 0o711);
  process.env['UMLAUT_TEST_ROOT'] = root;
  return async () => failOnLeak(root);
}

async function failOnLeak(root: string): Promise<void> {
  delete process.env['UMLAUT_TEST_ROOT'];
  const undisposed = await readdir(root);
  try {
    await disposeRoot(root);
    if (undisposed.length > 0) throw new Error(`Tests left folders in ${root}: ${undisposed.join(', ')}`);
  } catch (error) {
    // An error of a teardown is only logged by vitest; the exit status is what fails the run.
    process.exitCode = 1;
    throw error;
  }
}
