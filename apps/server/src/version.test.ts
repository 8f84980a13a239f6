import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UMLAUT_VERSION } from './version.ts';

it('is the version of the project', async () => {
  const manifest = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ version: UMLAUT_VERSION });
});
