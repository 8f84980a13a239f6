export * from './close-codes.ts';
export * from './console.ts';
export * from './events.ts';
export * from './lab.ts';
export * from './xray.ts';
