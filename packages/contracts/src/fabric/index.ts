export * from './capture.ts';
export * from './config.ts';
export * from './state.ts';
export * from './trace.ts';
