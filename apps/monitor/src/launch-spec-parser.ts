import type { LaunchDisk, LaunchNic, LaunchSpec } from '@umlaut/contracts/monitor';

/**
 * Reads a launch file. The server wrote it through the zod schema of the contract; here only its shape is
 * checked, by hand, because zod would cost each monitor megabytes. Every value that enters an option is
 * checked again by umlCommandLine.
 * @throws Error that names the member at fault
 */
export function parseLaunchSpec(text: string): LaunchSpec {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('A launch file is a JSON object');
  for (const [key, isValid] of Object.entries(MEMBERS)) {
    if (!isValid(value[key])) throw new Error(`The launch file has no valid "${key}"`);
  }
  return value as unknown as LaunchSpec;
}

/** The same of disks alone. @throws Error */
export function parseDisks(value: unknown): LaunchDisk[] {
  if (!isListOf(isDisk)(value)) throw new Error('Disks are a list');
  return value as LaunchDisk[];
}

/** The same of network interfaces alone. @throws Error */
export function parseNics(value: unknown): LaunchNic[] {
  if (!isListOf(isNic)(value)) throw new Error('Network interfaces are a list');
  return value as LaunchNic[];
}

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string' && value !== '';
const isInteger: Check = (value) => Number.isSafeInteger(value);
const isListOf =
  (isItem: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(isItem);
const isOneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value);
const isNullOr =
  (isValid: Check): Check =>
  (value) =>
    value === null || isValid(value);
const isAccount: Check = (value) => isRecord(value) && isInteger(value['uid']) && isInteger(value['gid']);
const isDisk: Check = (value) =>
  isRecord(value) &&
  isInteger(value['index']) &&
  isText(value['path']) &&
  isNullOr(isText)(value['backingPath']) &&
  typeof value['readOnly'] === 'boolean' &&
  ['sync', 'shared', 'noTrim', 'noCow'].every((flag) => isOneOf(undefined, true, false)(value[flag])) &&
  (value['serial'] === undefined || isText(value['serial']));
const isLine: Check = (value) =>
  isRecord(value) && isText(value['name']) && isRecord(value['channel']) && isText(value['channel']['kind']);
const isLines: Check = (value) => value === undefined || isListOf(isLine)(value);
const isBudgets: Check = (value) =>
  value === undefined || (isRecord(value) && Object.values(value).every(isInteger));

const isTunnelEnd: Check = (value) => isRecord(value) && isText(value['address']) && isInteger(value['port']);
const isTunnel = (value: Record<string, unknown>): boolean =>
  [value['number'], value['rxSession'], value['txSession']].every(isInteger) &&
  [value['mac'], value['rxCookie'], value['txCookie']].every(isText) &&
  isTunnelEnd(value['source']) &&
  isTunnelEnd(value['target']);
const isOtherNic = (value: Record<string, unknown>): boolean =>
  isInteger(value['number']) &&
  isText(value['mac']) &&
  isRecord(value['transport']) &&
  isText(value['transport']['kind']) &&
  [value['ifname'], value['socket']].every((name) => name === undefined || isText(name));
const isNic: Check = (value) => isRecord(value) && ('transport' in value ? isOtherNic : isTunnel)(value);
const isNamespace: Check = (value) =>
  isRecord(value) &&
  isInteger(value['pid']) &&
  isInteger(value['startTicks']) &&
  typeof value['netRaw'] === 'boolean' &&
  isNullOr(isText)(value['tunDevice']);

const MEMBERS = {
  machineId: isText,
  bootId: isText,
  machineDir: isText,
  runtimeDir: isText,
  kernelPath: isText,
  memoryMiB: isInteger,
  hostname: isText,
  consoles: isListOf(isText),
  hostLines: isLines,
  disks: isListOf(isDisk),
  diskSlots: (value) => value === undefined || isListOf(isText)(value),
  nics: (value) => value === undefined || isListOf(isNic)(value),
  namespace: (value) => value === undefined || isNamespace(value),
  shareDir: isText,
  rootDir: (value) => value === undefined || isText(value),
  kernelArguments: isListOf(isText),
  isolation: isOneOf('bubblewrap', 'plain'),
  runAs: isNullOr(isAccount),
  consoleLogLimitBytes: isInteger,
  stopBudgetsMs: isBudgets,
} satisfies Record<keyof LaunchSpec, Check>;
