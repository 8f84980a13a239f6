export * from './codes.ts';
export * from './umlaut-error.ts';
export * from './wire-error.ts';
