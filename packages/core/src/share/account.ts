import type { LaunchSpec } from '@umlaut/contracts/monitor';

/** Account that machines run as, and that must own what the server makes; null when it is the server's own. */
export type ShareAccount = LaunchSpec['runAs'];
