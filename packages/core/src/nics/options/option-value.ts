import { UmlautError } from '@umlaut/contracts/errors';

/** Of UML's options a comma separates, an equals sign ends a name, and a blank ends the word. */
const USABLE = /^[A-Za-z0-9_.:/@[\]-]+$/;

/**
 * A value as it may stand between the separators of an option, whatever the contract let through.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function optionValue(value: string | number | boolean, field: string): string {
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  if (USABLE.test(text)) return text;
  throw new UmlautError('INVALID_INPUT', `${JSON.stringify(text)} cannot stand in an option of UML`, {
    field,
    hint: 'Use letters, digits and _ . : / @ [ ] -',
  });
}

/**
 * The path of a socket or a file, as it may also stand in the arguments of a sandbox: the way that it is written is the way to it.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function plainPath(path: string, field: string): string {
  const isPlain = /^(\/[A-Za-z0-9_.-]+)+$/.test(path) && !/\/\.{1,2}(\/|$)/.test(path);
  if (isPlain) return path;
  throw new UmlautError('INVALID_INPUT', `${JSON.stringify(path)} is no plain absolute path`, {
    field,
    hint: 'Use letters, digits and _ . - between slashes, and no . or .. alone.',
  });
}

/** `key=value,...`; what is null is left out. @throws UmlautError INVALID_INPUT with `field` */
export function optionPairs(
  options: Readonly<Record<string, string | number | boolean | null>>,
  field: string,
): string {
  const given = Object.entries(options).flatMap(([key, value]) =>
    value === null ? [] : [`${key}=${optionValue(value, `${field}.${key}`)}`],
  );
  return given.join(',');
}
