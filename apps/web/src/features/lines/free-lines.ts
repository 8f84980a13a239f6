import { consoleName, type ConsoleName } from '@umlaut/contracts/model';

const NUMBERS = Array.from({ length: 16 }, (_, number) => number);

/** Lines that UML has, without those that are taken. */
export function freeLines(taken: readonly string[]): ConsoleName[] {
  return ['con', 'ssl']
    .flatMap((driver) => NUMBERS.map((number) => consoleName.parse(`${driver}${number}`)))
    .filter((name) => !taken.includes(name));
}
