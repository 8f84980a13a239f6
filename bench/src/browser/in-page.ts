/**
 * What runs in the page: Playwright sends the text of these functions there, so each stands for itself alone.
 * "Painted" is the second animation frame after the text came into the DOM: the first may belong to the very
 * frame that is being made, and by the second one that frame has been handed to the compositor.
 */

/** Clicks, and waits until the text is painted. @returns milliseconds in between */
export async function clickAndAwaitText(task: {
  click: string;
  rows: string;
  text: string;
}): Promise<number> {
  const shown = (): boolean => document.querySelector(task.rows)?.textContent?.includes(task.text) ?? false;
  const target = document.querySelector<HTMLElement>(task.click);
  if (target === null) throw new Error(`The page has no ${task.click}`);
  if (shown()) throw new Error('The text is there before the click');
  const startedAt = performance.now();
  target.click();
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shown()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.now() - startedAt;
}

/**
 * Waits until the last line in use ends so and is painted: from now on, or from the next press of a key on.
 * Returns at once, when all listeners are in place: a key may overtake what else is asked of a busy page.
 * `painted` has the milliseconds.
 */
export function watchLastLine(task: { key?: string; rows: string; end: string }): {
  painted: Promise<number>;
} {
  const shown = (): boolean => {
    const lines = [...(document.querySelector(task.rows)?.children ?? [])].map((row) =>
      (row.textContent ?? '').replaceAll('\u00A0', ' ').trimEnd(),
    );
    return lines.findLast((line) => line !== '')?.endsWith(task.end) ?? false;
  };
  const started = new Promise<number>((resolve) => {
    if (task.key === undefined) {
      resolve(performance.now());
      return;
    }
    const listener = (event: KeyboardEvent): void => {
      if (event.key !== task.key) return;
      document.removeEventListener('keydown', listener, true);
      resolve(event.timeStamp);
    };
    document.addEventListener('keydown', listener, true);
  });
  const watch = async (): Promise<number> => {
    const startedAt = await started;
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => check());
      const check = (): void => {
        if (!shown()) return;
        observer.disconnect();
        resolve();
      };
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      check();
    });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - startedAt;
  };
  return { painted: watch() };
}

/** @returns milliseconds between the frames of that long */
export async function recordFrames(task: { ms: number }): Promise<number[]> {
  const times: number[] = [];
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const onFrame = (): void => {
      const now = performance.now();
      times.push(now);
      if (now - startedAt < task.ms) requestAnimationFrame(onFrame);
      else resolve(times.slice(1).map((time, index) => time - (times[index] ?? time)));
    };
    requestAnimationFrame(onFrame);
  });
}
