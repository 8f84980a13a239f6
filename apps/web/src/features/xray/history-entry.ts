/** Figures of one moment by key: "cpu", "cpu.user", "disk.ubda.read"; what is not known is missing. */
export type Figures = Readonly<Record<string, number>>;

/** A moment, or the mean of a span of time that ends with it. */
export interface HistoryEntry {
  /** Milliseconds since 1970, by the server's clock. */
  at: number;
  /** The time to the next one when nothing is missing between them. */
  stepMs: number;
  figures: Figures;
}

/** Whether nothing is known of the time between two neighbours. Some lateness is forgiven: hosts are busy. */
export function isGap(before: HistoryEntry, after: HistoryEntry): boolean {
  return after.at - before.at > 3 * Math.max(before.stepMs, after.stepMs) + 1_500;
}
