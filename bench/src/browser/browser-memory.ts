import type { Browser } from '@playwright/test';
import { readPrivateMemory } from '../memory.ts';

/** Private memory (USS) of all processes of a browser together, bytes. */
export async function readBrowserMemory(browser: Browser): Promise<number> {
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
