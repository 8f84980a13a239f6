import { labLinkId, labNodeId, type LabLinkId, type LabNodeId } from '@umlaut/contracts/model';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Whoever draws a thing names it, so that undoing a removal brings back the same thing. */
export function newNodeId(): LabNodeId {
  return labNodeId.parse(`n-${randomText()}`);
}

export function newLinkId(): LabLinkId {
  return labLinkId.parse(`k-${randomText()}`);
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('');
}
