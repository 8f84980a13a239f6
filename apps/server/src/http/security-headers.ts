import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * No script, style or connection from elsewhere. Inline styles are allowed, because Mantine and xterm.js
 * generate them. Nothing may insist on HTTPS: this server speaks plain HTTP on loopback or behind a proxy.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        defaultSrc: ["'self'"],
        // The decoder of guests' sixel pictures is WebAssembly inside a script of ours; this allows no eval.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // CSP 3 lets 'self' cover WebSockets of the same host; older browsers need them named. The host has
        // passed OriginPolicy by now.
        connectSrc: [
          "'self'",
          ({ headers }) => `ws://${headers.host ?? 'localhost'}`,
          ({ headers }) => `wss://${headers.host ?? 'localhost'}`,
        ],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
