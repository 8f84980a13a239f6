import { toCount, toFigure, words } from './figures.ts';

export interface GuestLoad {
  /** Means over 1, 5 and 15 minutes. */
  load: [number, number, number];
  threads: number;
}

/** Parses /proc/loadavg: "0.10 0.02 0.01 1/45 699". Pure. */
export function parseLoad(text: string): GuestLoad {
  const [one, five, fifteen, tasks = ''] = words(text.slice(0, 200));
  return {
    load: [toFigure(one), toFigure(five), toFigure(fifteen)],
    threads: toCount(tasks.split('/')[1]),
  };
}

/** Parses /proc/uptime: seconds since the guest's start. Pure. */
export function parseUptime(text: string): number {
  return toFigure(words(text.slice(0, 100))[0]);
}
