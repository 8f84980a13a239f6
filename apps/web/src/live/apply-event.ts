import type { ImageList, KernelList, MachineList, TaskList } from '@umlaut/contracts/http';
import type { ActivityEntry } from '@umlaut/contracts/model';
import type { NumberedEvent } from '@umlaut/contracts/ws';

/**
 * Pure: a list and one event give the list after it. An event that is not newer than the list, or not
 * about it, gives the very same object back, so nothing renders. Lists carry the `seq` at which they were
 * true (contracts, ws/events.ts).
 */
export function applyToMachines(list: MachineList, event: NumberedEvent): MachineList {
  if (event.seq <= list.seq) return list;
  if (event.type === 'machine.removed') {
    return { ...list, seq: event.seq, items: without(list.items, event.id) };
  }
  if (event.type !== 'machine.changed') return list;
  const { machine, seq } = event;
  const known = list.items.find((item) => item.id === machine.id);
  // The answer to our own request may have brought a newer version ahead of its event.
  if (known !== undefined && known.version > machine.version) return { ...list, seq };
  return { ...list, seq, items: upsert(list.items, machine) };
}

export function applyToImages(list: ImageList, event: NumberedEvent): ImageList {
  if (event.seq <= list.seq) return list;
  if (event.type === 'image.changed') {
    return { ...list, seq: event.seq, items: upsert(list.items, event.image) };
  }
  if (event.type !== 'image.removed') return list;
  return { ...list, seq: event.seq, items: without(list.items, event.id) };
}

export function applyToKernels(list: KernelList, event: NumberedEvent): KernelList {
  if (event.seq <= list.seq) return list;
  if (event.type === 'kernel.changed') {
    return { ...list, seq: event.seq, items: upsert(list.items, event.kernel) };
  }
  if (event.type !== 'kernel.removed') return list;
  return { ...list, seq: event.seq, items: without(list.items, event.id) };
}

export function applyToTasks(list: TaskList, event: NumberedEvent): TaskList {
  if (event.seq <= list.seq || event.type !== 'task.changed') return list;
  return { ...list, seq: event.seq, items: upsert(list.items, event.task) };
}

export interface ActivityPage {
  epoch: string;
  seq: number;
  items: ActivityEntry[];
  next: number | null;
}

/** The newest page of history; `severity` is the filter that it was fetched with. */
export function applyToActivity(
  page: ActivityPage,
  event: NumberedEvent,
  severity: ActivityEntry['severity'] | undefined,
): ActivityPage {
  if (event.seq <= page.seq || event.type !== 'activity.added') return page;
  const { entry } = event;
  const wanted = severity === undefined || entry.severity === severity;
  const known = page.items.some((item) => item.id === entry.id);
  return { ...page, seq: event.seq, items: wanted && !known ? [entry, ...page.items] : page.items };
}

function upsert<T extends { id: string }>(items: readonly T[], item: T): T[] {
  const index = items.findIndex((other) => other.id === item.id);
  return index === -1 ? [...items, item] : items.with(index, item);
}

function without<T extends { id: string }>(items: T[], id: string): T[] {
  const left = items.filter((item) => item.id !== id);
  return left.length === items.length ? items : left;
}
