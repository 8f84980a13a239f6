import { labEdit, type LabId } from '@umlaut/contracts/model';
import { z } from 'zod';
import { HISTORY_PREFIX, forgetHistories } from './forget-histories.ts';
import { MAX_UNDO, type LabHistory, type LabSession } from './lab-session.ts';

/** Of one lab: a browser keeps some 5 MiB for all, two bytes a character. */
const MAX_CHARACTERS = 256 * 1024;
/** A person who drags makes many steps; they are written once it is quiet. */
const DELAY_MS = 400;
const NOTHING: LabHistory = { undo: [], redo: [] };

const steps = z.array(z.array(labEdit)).max(MAX_UNDO);
const kept = z.object({ undo: steps, redo: steps });

/** What was kept of a lab; nothing when that is no history of this Umlaut. */
export function readHistory(storage: Storage, id: LabId): LabHistory {
  try {
    return kept.parse(JSON.parse(storage.getItem(HISTORY_PREFIX + id) ?? ''));
  } catch {
    return NOTHING;
  }
}

/** Keeps the latest steps that there is room for. */
export function writeHistory(storage: Storage, id: LabId, { undo, redo }: LabHistory): void {
  const texts = { undo: texted(undo), redo: texted(redo) };
  const room = { left: MAX_CHARACTERS };
  // What can be done again goes first: it is of no use without the steps before it.
  const text = `{"undo":[${latest(texts.undo, room).join()}],"redo":[${latest(texts.redo, room).join()}]}`;
  if (undo.length + redo.length === 0) {
    storage.removeItem(HISTORY_PREFIX + id);
    return;
  }
  try {
    storage.setItem(HISTORY_PREFIX + id, text);
  } catch {
    // Full of other labs: the one that is drawn now counts.
    forgetHistories(storage);
    try {
      storage.setItem(HISTORY_PREFIX + id, text);
    } catch {
      // A browser that keeps nothing: undo lasts until the reload then.
    }
  }
}

/** Writes the history of a lab down, soon after each step and when the page goes. @returns what ends it, written for the last time */
export function keepHistory(storage: Storage, id: LabId, session: LabSession): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    writeHistory(storage, id, session.history);
  };
  const flush = (): void => {
    if (timer !== undefined) write();
  };
  const leave = session.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, DELAY_MS);
  });
  window.addEventListener('pagehide', flush);
  return () => {
    leave();
    window.removeEventListener('pagehide', flush);
    flush();
  };
}

function texted(all: LabHistory['undo']): string[] {
  return all.map((edits) => JSON.stringify(edits));
}

function latest(texts: readonly string[], room: { left: number }): string[] {
  const fitting: string[] = [];
  for (const text of texts.toReversed()) {
    room.left -= text.length + 1;
    if (room.left < 0) break;
    fitting.push(text);
  }
  return fitting.toReversed();
}
