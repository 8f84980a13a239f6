import { readFile } from 'node:fs/promises';
import { labNode } from '@umlaut/contracts/model';
import { LabView } from '../support/lab-view.ts';
import { expect, test } from '../support/test.ts';

test('saves a lab as a picture, with what stands on its canvas', async ({ page, server, machines }) => {
  const machine = await machines.create('drawn');
  const { id } = await server.api.labs.create({ name: machines.name('picture') });
  const nodes = [
    { id: 'n-ssssssssss', kind: 'switch', label: 'Core', position: { x: 0, y: 0 } },
    { id: 'n-mmmmmmmmmm', kind: 'machine', machineId: machine.id, position: { x: 0, y: 200 } },
  ];
  await server.api.labs.edit({
    id,
    edits: nodes.map((node) => ({ edit: 'put-node', node: labNode.parse(node) })),
  });
  await page.goto(`/labs/${id}`);
  const view = new LabView(page);
  await expect(view.node('Core')).toBeVisible();
  const save = async (format: RegExp): Promise<Buffer> => {
    await view.drawing.getByRole('button', { name: 'Save as a picture' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    return readFile(await (await download).path());
  };

  const svg = (await save(/^SVG/)).toString('utf8');
  const texts = await page.evaluate((source) => {
    const picture = new DOMParser().parseFromString(source, 'image/svg+xml');
    return [...picture.querySelectorAll('text')].map(({ textContent }) => textContent);
  }, svg);
  expect(texts).toEqual(expect.arrayContaining(['Core', machine.name]));

  const png = await save(/^PNG/);
  const size = await page.evaluate(
    async (bytes) => {
      const { width, height } = await createImageBitmap(
        new Blob([new Uint8Array(bytes)], { type: 'image/png' }),
      );
      return { width, height };
    },
    [...png],
  );
  expect(Math.min(size.width, size.height)).toBeGreaterThan(200);
});
