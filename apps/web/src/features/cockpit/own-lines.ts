import type { UmlautError } from '@umlaut/contracts/errors';
import type { MachineId, MconsoleMode } from '@umlaut/contracts/model';
import { create } from 'zustand';

/** Of what failed, so much is kept for a machine. */
const MAX_FAILED = 20;

/** A line that this page sent and that has no answer: not yet, or not at all. */
export interface OwnLine {
  id: number;
  machineId: MachineId;
  line: string;
  mode: MconsoleMode;
  /** Milliseconds since the epoch. */
  at: number;
  /** Null while the kernel thinks. */
  error: UmlautError | null;
}

interface OwnLineStore {
  lines: readonly OwnLine[];
  /** Returns the line's number. */
  begin: (line: Omit<OwnLine, 'id' | 'error'>) => number;
  fail: (id: number, error: UmlautError) => void;
  remove: (id: number) => void;
  dismissFailed: (machineId: MachineId) => void;
}

let lastId = 0;

/** Survives the tab, so that a slow answer is not forgotten because one looked at the console meanwhile. */
export const useOwnLines = create<OwnLineStore>()((set) => ({
  lines: [],
  begin: (line) => {
    lastId += 1;
    const own = { ...line, id: lastId, error: null };
    set(({ lines }) => ({ lines: [own, ...lines] }));
    return own.id;
  },
  fail: (id, error) => {
    set(({ lines }) => {
      const all = lines.map((line) => (line.id === id ? { ...line, error } : line));
      const machineId = all.find((line) => line.id === id)?.machineId;
      const old = all.filter((line) => line.machineId === machineId && line.error !== null).slice(MAX_FAILED);
      return { lines: all.filter((line) => !old.includes(line)) };
    });
  },
  remove: (id) => {
    set(({ lines }) => ({ lines: lines.filter((line) => line.id !== id) }));
  },
  dismissFailed: (machineId) => {
    set(({ lines }) => ({
      lines: lines.filter((line) => line.machineId !== machineId || line.error === null),
    }));
  },
}));
