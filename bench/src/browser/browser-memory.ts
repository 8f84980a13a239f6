import type { Browser, CDPSession } from '@playwright/test';
import { readPrivateMemory } from '../memory.ts';

/**
 * Private memory (USS) of all processes of a browser together, bytes, after the page's garbage was collected:
 * else it says how long ago that happened by itself.
 */
export async function readBrowserMemory(browser: Browser, page: CDPSession): Promise<number> {
  await page.send('HeapProfiler.collectGarbage');
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const each = await Promise.all(processInfo.map(({ id }) => memoryOrNone(id)));
    return each.reduce((sum, bytes) => sum + bytes, 0);
  } finally {
    await session.detach();
  }
}

/** Helpers of a browser come and go. */
async function memoryOrNone(pid: number): Promise<number> {
  try {
    return await readPrivateMemory(pid);
  } catch {
    return 0;
  }
}
