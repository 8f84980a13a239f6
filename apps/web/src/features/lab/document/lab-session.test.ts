import { UmlautError } from '@umlaut/contracts/errors';
import type { Lab, LabEdit } from '@umlaut/contracts/model';
import { describe, expect, it, vi } from 'vitest';
import { labFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { applyEdits, documentOf } from './lab-document.ts';
import { LabSession } from './lab-session.ts';

/** A server that answers when it is told to. */
class ModelServer {
  lab: Lab = labFixture({ nodes: [switchFixture(0)] });
  readonly waiting: { edits: LabEdit[]; answer: (lab: Lab) => void; refuse: (error: Error) => void }[] = [];
  readonly refused = vi.fn<(error: UmlautError) => void>();
  readonly session = new LabSession(this.lab, {
    send: (edits) =>
      new Promise((answer, refuse) => {
        this.waiting.push({ edits, answer, refuse });
      }),
    onRefused: this.refused,
  });

  /** What others draw. */
  change(edits: LabEdit[]): Lab {
    const { nodes, links } = applyEdits(documentOf(this.lab), edits);
    const { version } = this.lab;
    this.lab = { ...this.lab, version: version + 1, nodes: [...nodes.values()], links: [...links.values()] };
    return this.lab;
  }

  async answerNext(): Promise<void> {
    const next = this.waiting.shift();
    if (next === undefined) throw new Error('Nothing was sent');
    next.answer(this.change(next.edits));
    await settle();
  }

  async refuseNext(error: Error): Promise<void> {
    this.waiting.shift()?.refuse(error);
    await settle();
  }

  get ids(): string[] {
    return [...this.session.document.nodes.keys()];
  }
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function put(index: number): LabEdit {
  return { edit: 'put-node', node: switchFixture(index) };
}

describe('LabSession', () => {
  it('tells when all that was drawn is saved', async () => {
    const server = new ModelServer();
    await server.session.whenSaved();
    const saved = vi.fn<() => void>();
    server.session.edit([put(1)]);
    server.session.edit([put(2)]);
    const waiting = server.session.whenSaved().then(saved);
    await settle();
    await server.answerNext();
    expect(saved).not.toHaveBeenCalled();
    await server.answerNext();
    await waiting;
    expect(server.lab.nodes).toHaveLength(3);
  });

  it('does not let anybody wait for a server that is away', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    const waiting = server.session.whenSaved().catch((error: unknown) => error);
    await settle();
    await server.refuseNext(new UmlautError('SERVER_UNREACHABLE', 'away'));
    expect(await waiting).toMatchObject({ code: 'SERVER_UNREACHABLE' });
    await expect(server.session.whenSaved()).rejects.toThrow('not saved yet');
    server.session.stop();
  });

  it('leaves what others changed in the same thing, in its steps and in undoing them', async () => {
    const server = new ModelServer();
    const [own, theirs] = [switchFixture(0, { ageingSeconds: 60 }), switchFixture(0, { label: 'theirs' })];
    server.session.edit([{ edit: 'put-node', node: own }]);
    // Theirs comes first, while ours is on its way.
    server.change([{ edit: 'put-node', node: theirs, was: switchFixture(0) }]);
    await settle();
    await server.answerNext();
    expect([...server.session.document.nodes.values()]).toEqual([{ ...own, label: 'theirs' }]);
    server.session.undo();
    await settle();
    await server.answerNext();
    expect(server.lab.nodes).toEqual([theirs]);
    server.session.redo();
    await settle();
    await server.answerNext();
    expect(server.lab.nodes).toEqual([{ ...own, label: 'theirs' }]);
  });

  it('changes nothing in what others have removed', async () => {
    const server = new ModelServer();
    server.session.edit([{ edit: 'put-node', node: switchFixture(0, { label: 'new' }) }]);
    server.change([{ edit: 'remove-node', id: nodeIdFixture(0) }]);
    await settle();
    await server.answerNext();
    expect(server.ids).toEqual([]);
  });

  it('shows an edit at once, and sends steps one after another', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    server.session.edit([put(2)]);
    expect(server.ids).toHaveLength(3);
    await settle();
    expect(server.waiting.map(({ edits }) => edits)).toEqual([[put(1)]]);
    await server.answerNext();
    expect(server.waiting.map(({ edits }) => edits)).toEqual([[put(2)]]);
    await server.answerNext();
    expect(server.session.snapshot.saving).toBe('saved');
    expect(server.ids).toHaveLength(3);
  });

  it('puts own edits on top of what others draw meanwhile', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    await settle();
    server.session.receive(server.change([put(3), { edit: 'remove-node', id: nodeIdFixture(0) }]));
    expect(server.ids.toSorted()).toEqual([nodeIdFixture(1), nodeIdFixture(3)]);
    await server.answerNext();
    expect(server.ids.toSorted()).toEqual([nodeIdFixture(1), nodeIdFixture(3)]);
  });

  it('undoes and does again, through the server', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    server.session.undo();
    expect(server.ids).toEqual([nodeIdFixture(0)]);
    expect(server.session.snapshot).toMatchObject({ canUndo: false, canRedo: true });
    server.session.redo();
    expect(server.ids).toHaveLength(2);
    await settle();
    await server.answerNext();
    await server.answerNext();
    await server.answerNext();
    expect(server.lab.nodes).toHaveLength(2);
  });

  it('takes back what the server refuses, with its undo', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    await settle();
    await server.refuseNext(new UmlautError('PORT_IN_USE', 'Taken.'));
    expect(server.refused).toHaveBeenCalledOnce();
    expect(server.ids).toEqual([nodeIdFixture(0)]);
    expect(server.session.snapshot).toMatchObject({ canUndo: false, saving: 'saved' });
  });

  it('keeps what was drawn while the server does not answer', async () => {
    const server = new ModelServer();
    server.session.edit([put(1)]);
    await settle();
    await server.refuseNext(new UmlautError('SERVER_UNREACHABLE', 'Gone.'));
    expect(server.session.snapshot.saving).toBe('waiting');
    expect(server.ids).toHaveLength(2);
    server.session.retry();
    await server.answerNext();
    expect(server.session.snapshot.saving).toBe('saved');
    server.session.stop();
  });

  it('keeps the identity of what did not change', () => {
    const server = new ModelServer();
    const before = server.session.document.nodes.get(nodeIdFixture(0));
    server.session.receive(structuredClone(server.change([put(1)])));
    expect(server.session.document.nodes.get(nodeIdFixture(0))).toBe(before);
  });
});
