const UPTIME = /(^|\. )(?:Up|Running for|Paused for) \d+ \w+(?: \d+ \w+)?(?:, |$)(\w?)/;

/**
 * A verdict without how long the machine has been running, for a place that counts that by the second: the verdict is
 * as old as the last look. Empty: it says nothing else. Pure.
 */
export function besideUptime(sentence: string): string {
  return sentence.replace(UPTIME, (_, before: string, next: string) => before + next.toUpperCase()).trim();
}
