import type { HostCheck } from '@umlaut/contracts/model';

export interface FormatChecksOptions {
  /** With ANSI colours. */
  color?: boolean | undefined;
}

const LOOK: Readonly<Record<HostCheck['status'], { mark: string; color: number }>> = {
  ok: { mark: '✓', color: 32 },
  limited: { mark: '!', color: 33 },
  missing: { mark: '-', color: 33 },
  blocking: { mark: '✗', color: 31 },
};

/** The checks as text for a terminal, a summary last. Pure. */
export function formatChecks(
  checks: readonly HostCheck[],
  { color = false }: FormatChecksOptions = {},
): string {
  const paint = (code: number, text: string): string => (color ? `\u001B[${code}m${text}\u001B[0m` : text);
  const lines = checks.flatMap(({ label, status, finding, remedy }) => [
    `${paint(LOOK[status].color, LOOK[status].mark)} ${paint(1, label)}: ${finding}`,
    ...(remedy === null ? [] : [`    ${paint(36, remedy)}`]),
  ]);
  return [...lines, '', summary(checks, paint), ''].join('\n');
}

function summary(checks: readonly HostCheck[], paint: (code: number, text: string) => string): string {
  const count = (status: HostCheck['status']): number =>
    checks.filter((item) => item.status === status).length;
  const blocking = count('blocking');
  if (blocking > 0) {
    return paint(
      31,
      `Umlaut cannot run machines here yet: ${blocking} thing${blocking === 1 ? ' is' : 's are'} in the way (✗).`,
    );
  }
  const improvable = count('limited') + count('missing');
  const verdict = paint(32, 'Umlaut can run machines here.');
  if (improvable === 0) return verdict;
  return `${verdict} ${improvable} thing${improvable === 1 ? '' : 's'} could be better (! and -); the line below each says what to type.`;
}
