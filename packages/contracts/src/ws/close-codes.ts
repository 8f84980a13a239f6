/** WebSocket close codes of our own (4000-4999 are free for applications, RFC 6455 section 7.4.2). */
export const CLOSE = {
  /** The console's run ended; reconnect to read its history or its next run. */
  ended: 4000,
  unauthenticated: 4001,
  /** The guest link is at the end of its time. */
  linkExpired: 4002,
  linkRevoked: 4003,
  notFound: 4004,
  /** The monitor cannot be reached; reconnect later. */
  unreachable: 4010,
  badMessage: 4400,
  tooSlow: 4408,
} as const;
