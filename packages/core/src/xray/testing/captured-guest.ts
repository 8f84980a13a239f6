import { readFileSync } from 'node:fs';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import type { AskGuest } from '../question.ts';

export const CAPTURED_KERNELS = ['6.1', '7.2'] as const;

/** What a real guest of that kernel answered, by request line: the starter image with vec0 and a second disk. */
export function capturedFiles(kernel: (typeof CAPTURED_KERNELS)[number]): Map<string, string> {
  const path = new URL(`captured-${kernel}.json`, import.meta.url);
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
}

/** An answer as a monitor gives it. */
export function fileAnswer(content: string, truncated = false): BatchAnswer {
  const bytes = Buffer.from(`\n${content}`, 'utf8').toString('latin1');
  return { ok: true, errno: 0, bytes, truncated };
}

export const NO_FILE: BatchAnswer = { ok: false, errno: 1, bytes: 'Failed to open file', truncated: false };

/** Answers from the given files, as they are at that moment, and keeps what was asked. */
export function askingOf(files: ReadonlyMap<string, string>): { ask: AskGuest; asked: string[][] } {
  const asked: string[][] = [];
  const ask = async (lines: readonly string[]): Promise<BatchAnswer[]> => {
    asked.push([...lines]);
    return lines.map((line) => {
      const content = files.get(line);
      return content === undefined ? NO_FILE : fileAnswer(content);
    });
  };
  return { ask, asked };
}
