import type { MconsoleAbilities } from '@umlaut/contracts/model';
import type { CheckedRequest } from '@umlaut/core/mconsole';

export type Danger = MconsoleAbilities['commands'][number]['danger'];

/** What a request does to the machine's state: what the answer should already show. */
export type StateChange = 'ends' | 'pauses' | 'resumes' | null;

const ENDING = /^(?:halt|reboot|sysrq [bco])$/;

/** Pure. */
export function stateChangeOf({ line }: CheckedRequest): StateChange {
  if (ENDING.test(line)) return 'ends';
  if (line === 'stop') return 'pauses';
  return line === 'go' ? 'resumes' : null;
}

/** The interface that the request would plug in; null for any other request. Pure. */
export function interfaceOf({ command, argument }: CheckedRequest): string | null {
  return command === 'config' ? (/^((?:vec|eth)\d{1,3})[:=]/.exec(argument)?.[1] ?? null) : null;
}

/** Whether it only tells, changes the running system, or ends something of it. Pure. */
export function dangerOf({ command, argument }: CheckedRequest, abilities: MconsoleAbilities): Danger {
  if (command === 'config' && !/[=:]/.test(argument)) return 'report';
  if (command === 'sysrq') {
    // Any other key prints the list of keys.
    return abilities.sysrq.find(({ key }) => key === argument.charAt(0))?.danger ?? 'report';
  }
  return abilities.commands.find(({ name }) => name === command)?.danger ?? 'changes';
}

/** Whether the kernel's work queue has to run it. Pure. */
export function needsQueue({ command }: CheckedRequest, abilities: MconsoleAbilities): boolean {
  return abilities.commands.find(({ name }) => name === command)?.needsQueue ?? true;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** MiB that the request would have the guest give back; 0 for any other request. Pure. */
export function memoryTakenBy({ command, argument }: CheckedRequest): number {
  const [, digits, unit] = /^mem=-(\d+)([kKmMgG]?)$/.exec(argument) ?? [];
  if (command !== 'config' || digits === undefined || unit === undefined) return 0;
  return Math.ceil((Number(digits) * (UNITS[unit.toLowerCase()] ?? 1)) / 2 ** 20);
}
