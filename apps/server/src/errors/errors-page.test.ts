import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ERROR_STATUS } from '@umlaut/contracts/errors';
import { expect, it } from 'vitest';

it('has one heading and the right status for every code in docs/errors.md', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../../docs/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^### ([A-Z_]+)\n\n(\d{3})\. /gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(documented)).toEqual(ERROR_STATUS);
  expect(documented).toHaveLength(Object.keys(ERROR_STATUS).length);
});
