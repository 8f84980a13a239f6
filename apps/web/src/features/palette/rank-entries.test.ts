import { describe, expect, it } from 'vitest';
import { IconX } from '../../components/icons.ts';
import type { PaletteEntry } from './palette-entry.ts';
import { rankEntries } from './rank-entries.ts';

function entry(label: string, more: Partial<PaletteEntry> = {}): PaletteEntry {
  return { id: label, label, group: 'Machines', icon: IconX, run: () => undefined, ...more };
}
const labels = (entries: readonly PaletteEntry[], query: string): string[] =>
  rankEntries(entries, query).flatMap((group) => group.entries.map(({ label }) => label));

describe('rankEntries', () => {
  it('puts the exact name before longer ones', () => {
    expect(labels([entry('web-10'), entry('web-1'), entry('my-web-1')], 'web-1')).toEqual([
      'web-1',
      'web-10',
      'my-web-1',
    ]);
  });

  it('keeps the actions of the nearest machine together and in their order', () => {
    const actions = ['web-10', 'web-1'].flatMap((subject) =>
      ['Shut down', 'Pause'].map((verb) => entry(`${verb} ${subject}`, { subject })),
    );
    expect(labels(actions, 'web-1')).toEqual([
      'Shut down web-1',
      'Pause web-1',
      'Shut down web-10',
      'Pause web-10',
    ]);
  });

  it('finds by further words, but after those whose label matches', () => {
    const entries = [entry('Host', { keywords: 'go to page' }), entry('Page of fame')];
    expect(labels(entries, 'page')).toEqual(['Page of fame', 'Host']);
  });

  it('wants every word', () => {
    expect(labels([entry('Start web-1'), entry('Stop web-1')], 'web start')).toEqual(['Start web-1']);
  });

  it('shows eight of a group at most, and no group that has none', () => {
    const many = Array.from({ length: 1000 }, (_, index) => entry(`web-${index}`));
    const groups = rankEntries([...many, entry('Images', { group: 'Pages' })], 'web');
    expect(groups.map(({ group }) => group)).toEqual(['Machines']);
    expect(groups[0]?.entries).toHaveLength(8);
  });
});
