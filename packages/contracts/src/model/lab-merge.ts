/**
 * What two people changed in one thing, put together: what changed between `was` and `now` is changed in `current` too,
 * and whatever else somebody changed there stays. Where both changed the same, `now` holds. Of plain data; lists are
 * gone through only where they hold things and are equally long (both ends of a link), and are changed whole otherwise.
 */
export function mergeChanges<T>(was: T, now: T, current: T, onClash: OnClash = ignore): T {
  return merge({ was, now, current, path: [], onClash }) as T;
}

/** Told of each field that both changed, with what somebody else made of it. */
export type OnClash = (path: readonly (string | number)[], theirs: unknown) => void;

function ignore(): void {}

/** What becomes of `current` by a put of `now` (labEdit); null: what was to be changed was removed meanwhile. */
export function putTogether<T>({ now, was, current }: ThingPut<T>, onClash: OnClash = ignore): T | null {
  if (was === undefined) return now;
  return current === undefined ? null : mergeChanges(was, now, current, onClash);
}

export interface ThingPut<T> {
  now: T;
  /** As whoever puts it saw it; undefined: it is put whole. */
  was: T | undefined;
  /** Undefined: it is not there. */
  current: T | undefined;
}

interface Three<T> {
  was: T;
  now: T;
  current: T;
  path: readonly (string | number)[];
  onClash: OnClash;
}

function merge({ was, now, current, path, onClash }: Three<unknown>): unknown {
  if (isSame(was, now)) return current;
  if (isRecord(was) && isRecord(now) && isRecord(current)) {
    return mergeRecords({ was, now, current, path, onClash });
  }
  if (isThings(was) && isThings(now) && isThings(current)) {
    if (was.length === now.length && now.length === current.length) {
      return now.map((one, at) =>
        merge({ was: was[at], now: one, current: current[at], path: [...path, at], onClash }),
      );
    }
  }
  return taken({ was, now, current, path, onClash });
}

/** The later holds; whoever put it is told what was there. */
function taken({ was, now, current, path, onClash }: Three<unknown>): unknown {
  if (!isSame(was, current) && !isSame(now, current)) onClash(path, current);
  return now;
}

function mergeRecords({ was, now, current, path, onClash }: Three<Plain>): Plain {
  // Of another kind, it has other fields: they do not mix.
  for (const tag of TAGS) {
    if (own(now, tag) !== own(was, tag) || own(now, tag) !== own(current, tag)) {
      taken({ was, now, current, path, onClash });
      return now;
    }
  }
  const keys = new Set([...Object.keys(current), ...Object.keys(now)]);
  const pairs = Array.from(keys, (key) => {
    const three = { was: own(was, key), now: own(now, key), current: own(current, key) };
    return [key, merge({ ...three, path: [...path, key], onClash })] as const;
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** What tells the members of a union apart, and of which machine an interface's number is. */
const TAGS = ['kind', 'mode', 'machine'] as const;

type Plain = Readonly<Record<string, unknown>>;

/** Not what every object inherits: data may well have a field `toString`. */
function own(record: Plain, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isThings(value: unknown): value is readonly Plain[] {
  return Array.isArray(value) && value.every(isRecord);
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return keys.values().every((key) => isSame(own(one, key), own(other, key)));
}
