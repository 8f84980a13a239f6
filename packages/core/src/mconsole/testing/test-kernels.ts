import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';

const STANDARD = '/usr/bin/linux.uml';

export interface TestKernel {
  path: string;
  /** "6.1.176" */
  version: string;
}

/**
 * The kernels that tests run on: the host's own, and further ones that `UMLAUT_TEST_KERNELS` names (paths with
 * colons between them).
 */
export function testKernels(): TestKernel[] {
  const further = (process.env['UMLAUT_TEST_KERNELS'] ?? '').split(delimiter).filter((path) => path !== '');
  return [STANDARD, ...further].map((path) => ({
    path,
    version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
  }));
}
