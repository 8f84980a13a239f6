import { readFile } from 'node:fs/promises';
import { kernelId, type KernelId } from '@umlaut/contracts/model';
import type { TestKernel } from '@umlaut/core/mconsole/testing';
import type { TestServer } from './server-fixture.ts';

/** A kernel that tests run on, as the server knows it: the host's own, or one that is imported for the test. */
export async function importKernel(
  server: TestServer,
  { path, version, isStandard }: TestKernel,
): Promise<KernelId> {
  const { items } = await server.api.kernels.list();
  const known = isStandard ? items.find(({ origin }) => origin === 'system') : undefined;
  if (known !== undefined) return known.id;
  const response = await server.fetch(`/api/v1/kernels/import?label=${encodeURIComponent(version)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: await readFile(path),
  });
  const { kernel } = (await response.json()) as { kernel?: { id: string } };
  if (kernel === undefined) throw new Error(`${path} was not imported: ${response.status}`);
  return kernelId.parse(kernel.id);
}
