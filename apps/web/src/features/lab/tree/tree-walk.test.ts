import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { selectLink, selectNodes, selectPort } from '../selection.ts';
import { keyOfSelection, treeOf } from './tree-model.ts';
import { branchesOf, lineTyped, treeStep, visibleLines } from './tree-walk.ts';

const link = linkFixture(0, [0, 1]);
const document = documentOf(labFixture({ nodes: [switchFixture(1), switchFixture(0)], links: [link] }));
const tree = treeOf(document, new Map());
const lines = visibleLines(tree, new Set());
const [a, b] = [nodeIdFixture(0), nodeIdFixture(1)];

describe('the tree of a lab', () => {
  it('has things by kind and name with their ports, and links', () => {
    expect(lines.map(({ item }) => item.name)).toEqual([
      'Switches',
      'Switch 0',
      'port 0',
      'Switch 1',
      'port 0',
      'Links',
      'Switch 0 port 0 to Switch 1 port 0',
    ]);
  });

  it('has a line for all that can be selected', () => {
    const keys = new Set(lines.map(({ item }) => item.key));
    for (const selection of [selectNodes([b]), selectPort({ nodeId: b, port: 0 }), selectLink(link.id)]) {
      expect(keys).toContain(keyOfSelection(selection));
    }
    expect(branchesOf(tree, `${b} 0`)).toEqual(['switch', b]);
    expect(branchesOf(tree, 'nothing')).toEqual([]);
  });
});

describe('the keys of a tree', () => {
  it('go up and down, to both ends, and no further', () => {
    expect(treeStep('ArrowDown', 'switch', lines)).toEqual({ go: a });
    expect(treeStep('ArrowUp', a, lines)).toEqual({ go: 'switch' });
    expect(treeStep('ArrowUp', 'switch', lines)).toBeNull();
    expect(treeStep('End', a, lines)).toEqual({ go: link.id });
    expect(treeStep('ArrowDown', link.id, lines)).toBeNull();
    expect(treeStep('Home', link.id, lines)).toEqual({ go: 'switch' });
  });

  it('go into branches and out of them, and open and close them', () => {
    expect(treeStep('ArrowRight', a, lines)).toEqual({ go: `${a} 0` });
    expect(treeStep('ArrowRight', `${a} 0`, lines)).toBeNull();
    expect(treeStep('ArrowLeft', `${a} 0`, lines)).toEqual({ go: a });
    expect(treeStep('ArrowLeft', a, lines)).toEqual({ close: a });
    const closed = visibleLines(tree, new Set([a]));
    expect(closed).toHaveLength(lines.length - 1);
    expect(treeStep('ArrowRight', a, closed)).toEqual({ open: [a] });
    expect(treeStep('ArrowLeft', a, closed)).toEqual({ go: 'switch' });
    expect(treeStep('*', a, closed)).toEqual({ open: [a, b] });
  });

  it('find lines by their letters', () => {
    expect(lineTyped('l', 'switch', lines)).toBe('links');
    expect(lineTyped('s', a, lines)).toBe(b);
    expect(lineTyped('ss', b, lines)).toBe(link.id);
    expect(lineTyped('switch 1', a, lines)).toBe(b);
    expect(lineTyped('p', `${b} 0`, lines)).toBe(`${a} 0`);
    expect(lineTyped('x', a, lines)).toBeNull();
  });
});
