import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attachment } from './attachment.ts';

it('names the file for old clients and for new ones', () => {
  expect(attachment('report.txt')).toBe(`attachment; filename="report.txt"; filename*=UTF-8''report.txt`);
  expect(attachment('größe "x"\n.txt')).toBe(
    `attachment; filename="gr__e _x__.txt"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%22x%22%0A.txt`,
  );
});

it('is one header of plain characters from which the name comes back, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const header = attachment(name);
      const parts = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([\w.!~%-]*)$/.exec(header);
      expect(parts?.[1]).not.toMatch(/["\\/]/);
      expect(decodeURIComponent(parts?.[2] ?? '%')).toBe(name);
    }),
  );
});
