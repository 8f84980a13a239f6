import type { Terminal } from '@xterm/xterm';

/**
 * A part of xterm.js 6.0 that has no public name and all of these methods; null in a version that looks different
 * inside, which is then left as it is.
 */
export function terminalPart<Method extends string>(
  terminal: Terminal,
  name: string,
  methods: readonly Method[],
): Record<Method, (...given: unknown[]) => unknown> | null {
  const core: unknown = Reflect.get(terminal, '_core');
  const part: unknown = isObject(core) ? Reflect.get(core, name) : null;
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
