import { formatExact } from './format-time.ts';

const ISO_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** A sentence of the server with its times as a person here reads them. Pure but for the zone. */
export function withLocalTimes(sentence: string): string {
  return sentence.replaceAll(ISO_TIME, (time) => formatExact(Date.parse(time)));
}
