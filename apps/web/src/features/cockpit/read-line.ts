import { isSafeWhileStopped, type MconsoleAbilities, type SysrqKey } from '@umlaut/contracts/model';

type MconsoleCommand = MconsoleAbilities['commands'][number];
type Danger = MconsoleCommand['danger'];

/** What a request line would do on the kernel that it is meant for. */
export interface LineReading {
  /** Null when the kernel knows no such command. */
  command: MconsoleCommand | null;
  /** Of `sysrq KEY`. */
  key: SysrqKey | null;
  danger: Danger;
  blocked: string | null;
  /** Whether a stopped kernel could answer it whole. */
  canBeLossless: boolean;
  /** Whether it is as a rule so long that it had better: a sysrq report, a stack. */
  isLong: boolean;
}

export function readLine(line: string, abilities: MconsoleAbilities): LineReading {
  const [word, argument = ''] = line.trim().split(/\s+/, 2);
  const command = abilities.commands.find(({ name }) => name === word) ?? null;
  const isKey = command?.name === 'sysrq';
  const key = (isKey ? abilities.sysrq.find((candidate) => candidate.key === argument) : undefined) ?? null;
  return {
    command,
    key,
    danger: key?.danger ?? command?.danger ?? 'report',
    blocked: key?.blocked ?? command?.blocked ?? null,
    canBeLossless: key?.lossless ?? (command !== null && isSafeWhileStopped(line.trim())),
    isLong: key?.lossless ?? command?.name === 'stack',
  };
}
