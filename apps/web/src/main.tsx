import './app/global.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepPortalsInSight } from './app/full-screen-portals.ts';
import { Providers } from './app/providers.tsx';
import { router } from './app/router.tsx';
import { trackKeyOwner } from './lib/shortcuts.ts';

trackKeyOwner();
keepPortalsInSight();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
