import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClient } from '../lib/query-client.ts';
import { createColorSchemeManager } from './color-scheme-manager.ts';
import { resolveCssVariables, theme } from './theme.ts';

const colorSchemeManager = createColorSchemeManager();

/** Everything that the pages find around them: theme, query cache, toasts. */
export function Providers({ children }: { children: ReactNode }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      cssVariablesResolver={resolveCssVariables}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={4} autoClose={6000} />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
