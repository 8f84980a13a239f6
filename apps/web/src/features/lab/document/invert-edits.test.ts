import { fc, test } from '@fast-check/vitest';
import type { LabEdit } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { invertEdits } from './invert-edits.ts';
import { applyEdits, documentOf, type LabDocument } from './lab-document.ts';

const node = fc.integer({ min: 0, max: 5 });
const position = fc.record({
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
});
const edit: fc.Arbitrary<LabEdit> = fc.oneof(
  fc
    .tuple(node, position)
    .map(([index, at]): LabEdit => ({ edit: 'put-node', node: switchFixture(index, { position: at }) })),
  fc
    .tuple(node, position)
    .map(([index, at]): LabEdit => ({ edit: 'move-node', id: nodeIdFixture(index), position: at })),
  node.map((index): LabEdit => ({ edit: 'remove-node', id: nodeIdFixture(index) })),
  fc
    .tuple(node, node, node)
    .map(([index, one, other]): LabEdit => ({ edit: 'put-link', link: linkFixture(index, [one, other]) })),
  node.map((index): LabEdit => ({ edit: 'remove-link', id: linkFixture(index, [0, 1]).id })),
);
const edits = fc.array(edit, { maxLength: 30 });

function start(): LabDocument {
  return documentOf(
    labFixture({
      nodes: [switchFixture(0), switchFixture(1), switchFixture(2)],
      links: [linkFixture(0, [0, 1]), linkFixture(1, [1, 2])],
    }),
  );
}

/** Without the order, which says nothing. */
function contents({ nodes, links }: LabDocument): unknown {
  return { nodes: Object.fromEntries(nodes), links: Object.fromEntries(links) };
}

describe('invertEdits', () => {
  test.prop([edits, edits])('undoes whatever was done, to whatever lab', (before, steps) => {
    const document = applyEdits(start(), before);
    const after = applyEdits(document, steps);
    expect(contents(applyEdits(after, invertEdits(document, steps)))).toEqual(contents(document));
  });

  test.prop([edits])('undone twice is done again', (steps) => {
    const document = start();
    const after = applyEdits(document, steps);
    const undo = invertEdits(document, steps);
    const redo = invertEdits(after, undo);
    expect(contents(applyEdits(applyEdits(after, undo), redo))).toEqual(contents(after));
  });

  it('brings a removed thing back with its links', () => {
    const document = start();
    const steps: LabEdit[] = [{ edit: 'remove-node', id: nodeIdFixture(1) }];
    expect(applyEdits(document, steps).links.size).toBe(0);
    expect(applyEdits(applyEdits(document, steps), invertEdits(document, steps)).links.size).toBe(2);
  });
});
