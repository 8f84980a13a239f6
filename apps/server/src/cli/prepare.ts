/**
 * What the first start needs, with a line for each step: folders, a kernel, the starter image. Changes
 * nothing that is there, and needs no server; images that it makes are taken in when one starts.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import { buildStarterImage, listImages } from '@umlaut/core/images';
import { scanKernels } from '@umlaut/core/kernels';
import { prepareFolders } from '@umlaut/core/machine';
import { readConfig } from '../config.ts';
import { findMachineAccount, type MachineAccount } from '../host/machine-account.ts';

try {
  const { home, runtimeRoot } = readConfig(process.argv.slice(2), process.env);
  const account = await findMachineAccount();
  await prepareFolders({ home, runtimeRoot, account: account.runAs });
  const mode = account.runAs === null ? 0o700 : 0o711;
  const imagesDir = join(home, 'images');
  const importedDir = join(home, 'kernels');
  await mkdir(imagesDir, { recursive: true, mode });
  await mkdir(importedDir, { recursive: true, mode });
  step('Home', home);
  step('Kernel', await findKernel(importedDir, account));
  step('Image', await ensureImage(imagesDir));
} catch (error) {
  if (!isUmlautError(error)) throw error;
  console.error(`umlaut: ${error.message}`);
  if (error.hint !== undefined) console.error(`        ${error.hint}`);
  process.exit(1);
}

function step(what: string, finding: string): void {
  console.log(`  ✓ ${what}: ${finding}`);
}

async function findKernel(importedDir: string, account: MachineAccount): Promise<string> {
  const kernels = await scanKernels({ importedDir, runAs: account.runAs });
  const usable = kernels.filter(({ problem }) => problem === null);
  if (usable.length === 0) {
    throw new UmlautError('KERNEL_UNAVAILABLE', 'This host has no User Mode Linux kernel.', {
      hint: 'Install one: apt install user-mode-linux',
    });
  }
  return usable.map(({ version }) => `Linux ${version}`).join(', ');
}

async function ensureImage(imagesDir: string): Promise<string> {
  const images = await listImages(imagesDir);
  if (images.length > 0) return images.length === 1 ? '1 image' : `${images.length} images`;
  const started = performance.now();
  const { allocatedBytes } = await buildStarterImage({ dir: imagesDir });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return `starter image built in ${seconds} s, ${Math.round(allocatedBytes / 1024 / 1024)} MiB`;
}
