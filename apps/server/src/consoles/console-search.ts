import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleHit, ConsoleName, MachineId } from '@umlaut/contracts/model';
import { describeHistory, searchHistory } from '@umlaut/core/console';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { consolesOf } from '../machines/run-facts.ts';

/** More searches at a time would only slow each other down. */
const MAX_AT_ONCE = 2;

export interface SearchRequest {
  text: string;
  matchCase: boolean;
  machineId?: MachineId | undefined;
  console?: ConsoleName | undefined;
  before?: number | undefined;
  limit: number;
}

export interface SearchResult {
  items: ConsoleHit[];
  more: boolean;
  searchedBytes: number;
}

export interface ConsoleSearchDeps {
  registry: MachineRegistry;
  consoleDir: (id: MachineId, name: ConsoleName) => string;
}

/** Finds texts in the output of consoles, those first that put something out last. */
export class ConsoleSearch {
  readonly #deps: ConsoleSearchDeps;
  #running = 0;

  constructor(deps: ConsoleSearchDeps) {
    this.#deps = deps;
  }

  /**
   * @param signal fires when nobody waits for the answer any more
   * @throws INVALID_INPUT, MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND with their field; RATE_LIMITED; CANCELLED
   */
  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchResult> {
    const places = this.#places(request);
    if (this.#running >= MAX_AT_ONCE) {
      throw new UmlautError('RATE_LIMITED', 'Other searches are still going on.', {
        hint: 'Try again in a moment.',
      });
    }
    this.#running++;
    try {
      return await searchPlaces(places, request, signal);
    } finally {
      this.#running--;
    }
  }

  #places({ machineId, console, before }: SearchRequest): Place[] {
    const { registry, consoleDir } = this.#deps;
    if (console !== undefined && machineId === undefined) throw incomplete('console', 'machineId');
    if (before !== undefined && console === undefined) throw incomplete('before', 'console');
    const entries = machineId === undefined ? registry.entries() : [registry.get(machineId)];
    const places = entries.flatMap((entry) =>
      consolesOf(entry)
        .filter((name) => console === undefined || name === console)
        .map((name) => {
          const { id } = entry.record;
          return { machineId: id, console: name, dir: consoleDir(id, name) };
        }),
    );
    if (console !== undefined && places.length === 0) {
      throw new UmlautError('CONSOLE_NOT_FOUND', `The machine has no console ${console}.`, {
        field: 'console',
      });
    }
    return places;
  }
}

interface Place {
  machineId: MachineId;
  console: ConsoleName;
  dir: string;
}

async function searchPlaces(
  places: readonly Place[],
  { text, matchCase, before, limit }: SearchRequest,
  signal: AbortSignal,
): Promise<SearchResult> {
  const found: SearchResult = { items: [], more: false, searchedBytes: 0 };
  for (const { dir, ...place } of byLastOutput(places)) {
    // oxlint-disable-next-line no-await-in-loop -- the first places may have enough
    const { hits, more, searchedBytes } = await searchHistory(dir, {
      text,
      matchCase,
      limit: limit - found.items.length,
      signal,
      ...(before === undefined ? {} : { before }),
    });
    found.items.push(...hits.map((hit) => ({ ...place, ...hit })));
    found.searchedBytes += searchedBytes;
    found.more = more;
    if (found.items.length >= limit) {
      found.more ||= places.length > 1;
      break;
    }
  }
  return found;
}

function byLastOutput(places: readonly Place[]): Place[] {
  const [only] = places;
  if (places.length === 1 && only !== undefined) return [only];
  return places
    .map((place) => ({ place, lastAt: describeHistory(place.dir).lastAt ?? '' }))
    .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
    .map(({ place }) => place);
}

function incomplete(field: string, needed: string): UmlautError {
  return new UmlautError('INVALID_INPUT', `"${field}" needs "${needed}".`, { field });
}
