import { expect, it } from 'vitest';
import { LimitedLog } from './limited-log.ts';

it('leaves out what is too much within a minute', () => {
  let now = 0;
  const written: string[] = [];
  const log = new LimitedLog(
    () => now,
    (text) => written.push(text),
  );
  for (let line = 0; line < 100; line += 1) log.add(`line ${line}`);
  expect(written).toHaveLength(21);
  now = 60_001;
  log.add('later');
  expect(written.slice(-2)).toEqual(['More of this minute is left out.\n', 'later\n']);
});
