import { labId, type LabEdit } from '@umlaut/contracts/model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { labFixture, switchFixture } from '../lab.fixture.ts';
import { forgetHistories } from './forget-histories.ts';
import { keepHistory, readHistory, writeHistory } from './kept-history.ts';
import { LabSession } from './lab-session.ts';

const id = labId.parse('l-aaaaaaaaaa');
const KEY = `umlaut.lab-history.${id}`;

/** Keys are properties, as in a browser's. */
class ModelStorage {
  [key: string]: unknown;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null;
  }

  setItem(key: string, text: string): void {
    if (text.length > 1_000_000) throw new Error('QuotaExceededError');
    this[key] = text;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

let storage: Storage;
beforeEach(() => {
  vi.useFakeTimers();
  storage = new ModelStorage() as unknown as Storage;
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const put = (index: number, label = 'x'): LabEdit => ({
  edit: 'put-node',
  node: switchFixture(index, { label }),
});

function sessionFixture(history = readHistory(storage, id)): LabSession {
  return new LabSession(labFixture(), { send: () => new Promise(() => {}), onRefused: () => {}, history });
}

describe('the history of a lab', () => {
  it('is there again after a reload, to undo and to do again', () => {
    const before = sessionFixture();
    const stop = keepHistory(storage, id, before);
    before.edit([put(1)]);
    before.edit([put(2)]);
    before.undo();
    vi.runOnlyPendingTimers();
    stop();
    const after = sessionFixture();
    expect(after.history).toEqual(before.history);
    expect(after.snapshot).toMatchObject({ canUndo: true, canRedo: true });
    after.redo();
    expect([...after.document.nodes.keys()]).toEqual([switchFixture(2).id]);
  });

  it('is written once it is quiet, and when the page goes', () => {
    const session = sessionFixture();
    const write = vi.spyOn(storage, 'setItem');
    const stop = keepHistory(storage, id, session);
    session.edit([put(1)]);
    session.edit([put(2)]);
    expect(write).not.toHaveBeenCalled();
    vi.runOnlyPendingTimers();
    expect(write).toHaveBeenCalledTimes(1);
    session.edit([put(3)]);
    window.dispatchEvent(new Event('pagehide'));
    expect(write).toHaveBeenCalledTimes(2);
    expect(readHistory(storage, id).undo).toHaveLength(3);
    stop();
    session.edit([put(4)]);
    vi.runOnlyPendingTimers();
    expect(write).toHaveBeenCalledTimes(2);
  });

  it.each(['', '{', '{"undo":[]}', '{"undo":[[{"edit":"explode"}]],"redo":[]}'])(
    'is none when it reads %s',
    (text) => {
      storage.setItem(KEY, text);
      expect(readHistory(storage, id)).toEqual({ undo: [], redo: [] });
    },
  );

  it('keeps the latest steps that there is room for', () => {
    const undo = Array.from({ length: 199 }, (_, at) =>
      Array.from({ length: 20 }, () => put(1, `step ${at}`)),
    );
    writeHistory(storage, id, { undo, redo: [[put(2)]] });
    const { undo: left } = readHistory(storage, id);
    expect(left.length).toBeGreaterThan(20);
    expect(left.length).toBeLessThan(199);
    expect(left).toEqual(undo.slice(-left.length));
    expect(storage.getItem(KEY)?.length).toBeLessThan(300_000);
  });

  it('makes room for itself, and is gone without steps and with the session', () => {
    const other = `umlaut.lab-history.l-bbbbbbbbbb`;
    storage.setItem(other, '{}');
    storage.setItem('umlaut.tab', 'tab');
    const full = vi.spyOn(storage, 'setItem').mockImplementationOnce(() => {
      throw new Error('QuotaExceededError');
    });
    writeHistory(storage, id, { undo: [[put(1)]], redo: [] });
    expect(full).toHaveBeenCalledTimes(2);
    expect([storage.getItem(other), storage.getItem('umlaut.tab')]).toEqual([null, 'tab']);
    expect(readHistory(storage, id).undo).toHaveLength(1);
    writeHistory(storage, id, { undo: [], redo: [] });
    expect(storage.getItem(KEY)).toBeNull();
    writeHistory(storage, id, { undo: [[put(1)]], redo: [] });
    forgetHistories(storage);
    expect(storage.getItem(KEY)).toBeNull();
  });
});
