import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = process.env['UMLAUT_DEV_SERVER'] ?? 'http://127.0.0.1:7810';

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The server accepts only its own Origin, so the proxy speaks as if the page came from there.
    proxy: {
      '/api': {
        target: SERVER,
        changeOrigin: true,
        ws: true,
        rewriteWsOrigin: true,
        headers: { origin: SERVER },
      },
    },
  },
  build: {
    target: 'es2024',
    // One sheet per lazy route; the manifest of chunk sizes is printed by the build.
    cssCodeSplit: true,
    chunkSizeWarningLimit: 900,
  },
});
