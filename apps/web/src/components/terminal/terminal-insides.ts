import type { Terminal } from '@xterm/xterm';

/**
 * A part of xterm.js 6.0 that has no public name and all of these methods; null in a version that looks different
 * inside, which is then left as it is.
 * @param path names, from the terminal's core on
 */
export function terminalPart<Method extends string>(
  terminal: Terminal,
  path: readonly string[],
  methods: readonly Method[],
): Record<Method, (...given: unknown[]) => unknown> | null {
  const part = ['_core', ...path].reduce<unknown>(
    (whole, name) => (isObject(whole) ? Reflect.get(whole, name) : null),
    terminal,
  );
  return hasMethods(part, methods) ? part : null;
}

function hasMethods<Method extends string>(
  value: unknown,
  methods: readonly Method[],
): value is Record<Method, (...given: unknown[]) => unknown> {
  return isObject(value) && methods.every((method) => typeof Reflect.get(value, method) === 'function');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
