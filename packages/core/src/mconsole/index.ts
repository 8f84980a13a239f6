export { MconsoleClient, type MconsoleOutput } from './client.ts';
export type { RequestLimits } from './deadline.ts';
export { checkRequest, type CheckedRequest } from './check-request.ts';
export { describeAbilities } from './abilities.ts';
export { findHazard, type Hazard } from './hazards.ts';
export type { Notification } from './notification-codec.ts';
export { NotificationListener, type NotificationListenerOptions } from './notification-listener.ts';
export type { MconsoleReply } from './reply-assembly.ts';
