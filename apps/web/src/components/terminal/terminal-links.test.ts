import { describe, expect, it } from 'vitest';
import { linkHint } from './terminal-links.ts';

describe('what is told of a link', () => {
  it('is where it leads, and how', () => {
    expect(linkHint('https://example.org/a')).toBe('https://example.org/a\nCtrl or ⌘ and click to open');
  });

  it('cannot be hidden by what the guest writes into it', () => {
    expect(linkHint('https://evil.example/\u202Egro.elpmaxe\n')).toBe(
      'https://evil.example/�gro.elpmaxe�\nCtrl or ⌘ and click to open',
    );
    expect(linkHint(`https://${'a'.repeat(5000)}`).length).toBeLessThan(400);
  });
});
