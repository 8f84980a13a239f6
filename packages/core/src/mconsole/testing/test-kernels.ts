import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

const STANDARD = '/usr/bin/linux.uml';

export interface TestKernel {
  path: string;
  /** "6.1.176" */
  version: string;
  /** What every host has that Umlaut runs on. */
  isStandard: boolean;
}

/**
 * The kernels that tests run on: the host's own, and further ones that `UMLAUT_TEST_KERNELS` names (paths with
 * colons between them).
 */
export function testKernels(): TestKernel[] {
  const further = (process.env['UMLAUT_TEST_KERNELS'] ?? '').split(delimiter).filter((path) => path !== '');
  const kernels = [STANDARD, ...further].map((path) => ({
    path,
    version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
    isStandard: path === STANDARD,
  }));
  if (further.length === 0) {
    const versions = kernels.map(({ version }) => version).join(', ');
    process.stderr.write(
      `Tested on ${versions} alone: UMLAUT_TEST_KERNELS names no further kernels, such as a 7.2.\n`,
    );
  }
  return kernels;
}
