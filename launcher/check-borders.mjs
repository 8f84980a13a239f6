// Runs dependency-cruiser and insists that it has read TypeScript: without a compiler it finds "no violations" in nothing.
import { spawnSync } from 'node:child_process';

const run = spawnSync(
  'pnpm',
  [
    'exec',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err',
    'apps',
    'packages',
    'e2e',
    'bench',
  ],
  { encoding: 'utf8' },
);
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);
const modules = Number(/\((\d+) modules/.exec(run.stdout)?.[1] ?? 0);
if (run.status === 0 && modules < 50) {
  console.error(`Only ${modules} modules were read: the check is blind.`);
  process.exitCode = 1;
} else {
  process.exitCode = run.status ?? 1;
}
