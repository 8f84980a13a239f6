import { useSettings } from '../../../lib/settings-store.ts';
import { tabId } from '../../../lib/tab-id.ts';
import type { ViewerWords } from './console-address.ts';

/** What this page says of who sits before it. */
export function viewerWords(watching: boolean): ViewerWords {
  return { name: useSettings.getState().viewerName, me: tabId(), watching };
}
