export { buildWhenStale, type BuildStep } from './build-step.ts';
export { describeLeftovers, findLeftovers, type Leftovers } from './find-leftovers.ts';
export { MONITOR_BUNDLE, REPOSITORY } from './repository.ts';
export { createTestHome, type TestHome } from './test-home.ts';
export { copyTinyImage } from './tiny-image.ts';
export { expectSoon, waitUntil } from './wait-until.ts';
