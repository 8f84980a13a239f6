export * from './batch.ts';
export * from './commands.ts';
export * from './launch-spec.ts';
export * from './status.ts';
