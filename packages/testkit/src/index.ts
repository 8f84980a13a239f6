export { buildWhenStale, type BuildStep } from './build-step.ts';
export { ConsoleReader } from './console-reader.ts';
export { describeLeftovers, findLeftovers, type Leftovers } from './find-leftovers.ts';
export { machineAccount } from './machine-account.ts';
export { MONITOR_BUNDLE, REPOSITORY } from './repository.ts';
export { createTestHome, type TestHome } from './test-home.ts';
export { KERNEL_PATH, createTestMachine, type TestMachine } from './test-machine.ts';
export { copyTinyImage } from './tiny-image.ts';
export { expectSoon, waitUntil } from './wait-until.ts';
