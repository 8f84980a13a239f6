export { MonitorClient, type MonitorWatch } from './monitor-client.ts';
