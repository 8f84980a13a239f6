import { expect, it } from 'vitest';
import { hitMoment, hitParts } from './hit-text.ts';

it('parts a line at what was found', () => {
  expect(hitParts({ line: 'root@web:~# echo first-42', start: 17, length: 5 })).toEqual({
    before: 'root@web:~# echo ',
    found: 'first',
    after: '-42',
  });
});

it('keeps what was found in sight', () => {
  const { before, found } = hitParts({ line: `${'x'.repeat(200)}here`, start: 200, length: 4 });
  expect(before).toBe(`…${'x'.repeat(28)}`);
  expect(found).toBe('here');
});

it('leads behind the line, counted in bytes', () => {
  expect(hitMoment({ offset: 100, line: 'say grün', start: 4 })).toBe(105);
});
