export { ConsoleSession } from './console-session.ts';
export { MonitorClient, type MonitorWatch } from './monitor-client.ts';
