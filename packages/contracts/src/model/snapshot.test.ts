import { expect, it } from 'vitest';
import { snapshotName } from './snapshot.ts';

it('takes any text of one line as a name', () => {
  for (const name of ['a', 'Before the update: 1,2 "x"', 'naïve 雪 🙂', 'x'.repeat(80)]) {
    expect(snapshotName.parse(` ${name} `)).toBe(name);
  }
  for (const name of ['', '  ', 'a\nb', 'a\tb', 'a\u0000', 'a\u2028b', 'a\u202Eb', 'x'.repeat(81)]) {
    expect(snapshotName.safeParse(name).success).toBe(false);
  }
});
