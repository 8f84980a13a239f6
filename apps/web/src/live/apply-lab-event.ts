import { labSummary, type Lab, type LabId, type LabSummary } from '@umlaut/contracts/model';
import type { NumberedEvent } from '@umlaut/contracts/ws';

export interface LabList {
  epoch: string;
  seq: number;
  items: LabSummary[];
}

/** One lab; null once it was deleted. */
export interface LabReading {
  epoch: string;
  seq: number;
  lab: Lab | null;
}

/** As in apply-event.ts: pure, and the same object where the event says nothing new. */
export function applyToLabs(list: LabList, event: NumberedEvent): LabList {
  if (event.seq <= list.seq) return list;
  if (event.type === 'lab.removed') {
    return { ...list, seq: event.seq, items: list.items.filter(({ id }) => id !== event.id) };
  }
  if (event.type !== 'lab.changed') return list;
  return withLab({ ...list, seq: event.seq }, event.lab);
}

export function applyToLab(reading: LabReading, event: NumberedEvent, id: LabId): LabReading {
  if (event.seq <= reading.seq) return reading;
  if (event.type === 'lab.removed' && event.id === id) return { ...reading, seq: event.seq, lab: null };
  if (event.type !== 'lab.changed' || event.lab.id !== id) return reading;
  // The answer to our own request may have brought a newer version ahead of its event.
  if (reading.lab !== null && reading.lab.version > event.lab.version) return { ...reading, seq: event.seq };
  return { ...reading, seq: event.seq, lab: event.lab };
}

/** A list of labs with this one as it is now, unless the list knows a newer version. */
export function withLab(list: LabList, lab: Lab): LabList {
  const index = list.items.findIndex(({ id }) => id === lab.id);
  // The list has summaries: what is drawn stays out of it.
  const summary = labSummary.parse(lab);
  if (index === -1) return { ...list, items: [...list.items, summary] };
  if ((list.items[index]?.version ?? 0) > lab.version) return list;
  return { ...list, items: list.items.with(index, summary) };
}
