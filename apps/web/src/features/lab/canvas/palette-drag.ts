import { imageId, labNode, machineId, type LabNodeKind, type LabPosition } from '@umlaut/contracts/model';
import type { DragEvent } from 'react';
import { addImage } from '../add-image.ts';
import { addMachine, addNode, type PlainKind } from '../commands.ts';
import type { LabEditor } from '../lab-editor.ts';

const TYPE = 'application/x-umlaut-part';

export type Part =
  | { kind: 'thing'; thing: PlainKind }
  | { kind: 'machine'; id: string }
  | { kind: 'image'; id: string };

export function dragPart(event: DragEvent, part: Part): void {
  event.dataTransfer.setData(TYPE, JSON.stringify(part));
  event.dataTransfer.effectAllowed = 'copy';
}

/** Puts what was dragged from the palette where it was let go. */
export function dropPart(editor: LabEditor, data: DataTransfer, at: LabPosition): void {
  const text = data.getData(TYPE);
  if (text === '') return;
  const part: unknown = JSON.parse(text);
  if (typeof part !== 'object' || part === null || !('kind' in part)) return;
  if (part.kind === 'thing' && 'thing' in part && isPlain(part.thing)) {
    addNode(editor, part.thing, at);
    return;
  }
  const id = 'id' in part ? part.id : null;
  if (part.kind === 'machine') addMachine(editor, machineId.parse(id), at);
  if (part.kind === 'image') void addImage(editor, imageId.parse(id), at);
}

const KINDS: ReadonlySet<unknown> = new Set(
  labNode.options.map(({ shape }): LabNodeKind => shape.kind.value).filter((kind) => kind !== 'machine'),
);

function isPlain(kind: unknown): kind is PlainKind {
  return KINDS.has(kind);
}
