import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { traceRequest, type TraceReport, type TraceRequest } from '@umlaut/contracts/fabric';
import type { Fabric } from '@umlaut/fabric';
import { traceBetween } from '@umlaut/fabric/trace';
import { readJson, sendJson } from './json-body.ts';

/** Each makes every frame of the fabric be looked at. */
const MAX_TRACES = 4;
/** More than the slowest probe that the contract allows: four to ask three times each, ten pings. */
const DEADLINE_MS = 80_000;

/** Follows frames for those who ask; nothing of it stays. */
export class Traces {
  readonly #fabric: Fabric;
  #running = 0;

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  /** @throws UmlautError NIC_NOT_FOUND, LAB_LIMIT, CANCELLED */
  async run(request: TraceRequest, signal: AbortSignal): Promise<TraceReport> {
    if (this.#running >= MAX_TRACES) {
      throw new UmlautError('LAB_LIMIT', `Frames are followed for ${MAX_TRACES} others already`, {
        hint: 'Try again when they are done, in some seconds',
      });
    }
    this.#running += 1;
    try {
      const began = performance.now();
      using trace = traceBetween(this.#fabric, request, began);
      for (let wait = trace.step(began); wait !== null; wait = trace.step(performance.now())) {
        if (performance.now() - began > DEADLINE_MS) break;
        await delay(wait, undefined, { signal });
      }
      return trace.report();
    } catch (error) {
      if (signal.aborted) throw new UmlautError('CANCELLED', 'Whoever asked has gone', { cause: error });
      throw error;
    } finally {
      this.#running -= 1;
    }
  }
}

/** `POST /v1/trace`: ends when the connection does. */
export async function routeTrace(
  run: Traces['run'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wanted = await readJson(request, traceRequest);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  sendJson(response, 200, await run(wanted, gone.signal));
}
