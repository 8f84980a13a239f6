import { isMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { useSettings } from '../lib/settings-store.ts';

/** Lets Mantine read and write the theme where all other settings live, also when another tab changes it. */
export function createColorSchemeManager(): MantineColorSchemeManager {
  let unsubscribe: (() => void) | undefined;
  return {
    get: () => toMantine(useSettings.getState().theme),
    set: (value) => {
      useSettings.getState().change({ theme: value === 'auto' ? 'system' : value });
    },
    subscribe: (onUpdate) => {
      const stop = useSettings.subscribe((now, before) => {
        if (now.theme !== before.theme) onUpdate(toMantine(now.theme));
      });
      const onStorage = (event: StorageEvent): void => {
        if (event.key === useSettings.persist.getOptions().name) void useSettings.persist.rehydrate();
      };
      globalThis.addEventListener('storage', onStorage);
      unsubscribe = () => {
        stop();
        globalThis.removeEventListener('storage', onStorage);
      };
    },
    unsubscribe: () => unsubscribe?.(),
    clear: () => {
      useSettings.getState().change({ theme: 'system' });
    },
  };
}

function toMantine(theme: string): MantineColorScheme {
  return isMantineColorScheme(theme) ? theme : 'auto';
}
