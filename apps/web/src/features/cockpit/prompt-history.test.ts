import { describe, expect, it } from 'vitest';
import { AT_DRAFT, newerLine, olderLine, rememberLine } from './prompt-history.ts';

const LINES = ['version', 'help', 'sysrq m'];

describe('the history of the prompt', () => {
  it('goes back to the oldest line and no further', () => {
    const first = olderLine(LINES, AT_DRAFT, 'sta');
    expect(first).toEqual({ place: { back: 1, draft: 'sta' }, text: 'sysrq m' });
    const last = olderLine(LINES, { back: 2, draft: 'sta' }, 'help');
    expect(last?.text).toBe('version');
    expect(olderLine(LINES, { back: 3, draft: 'sta' }, 'version')).toBeNull();
  });

  it('comes back to what was being written', () => {
    expect(newerLine(LINES, { back: 2, draft: 'sta' })).toEqual({
      place: { back: 1, draft: 'sta' },
      text: 'sysrq m',
    });
    expect(newerLine(LINES, { back: 1, draft: 'sta' })).toEqual({
      place: { back: 0, draft: 'sta' },
      text: 'sta',
    });
    expect(newerLine(LINES, AT_DRAFT)).toBeNull();
  });

  it('keeps a line that is edited on the way as the draft only when it was the draft', () => {
    expect(olderLine(LINES, { back: 1, draft: 'sta' }, 'sysrq w')?.place.draft).toBe('sta');
  });

  it('keeps each line once, and the newest two hundred', () => {
    expect(rememberLine(LINES, 'version')).toEqual(['help', 'sysrq m', 'version']);
    const many = Array.from({ length: 200 }, (_, index) => `stack ${index}`);
    expect(rememberLine(many, 'help')).toHaveLength(200);
    expect(rememberLine(many, 'help').at(0)).toBe('stack 1');
  });
});
