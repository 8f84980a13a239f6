import { runCommand } from '@umlaut/core/process';

const TIMEOUT_MS = 60_000;

/** Runs a program to its end. @throws Error with what it said when it failed */
export async function command(name: string, args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(name, args, { timeoutMs: TIMEOUT_MS });
  if (code !== 0) throw new Error(`${name} failed: ${stderr}`);
}
