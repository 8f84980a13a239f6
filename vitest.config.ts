import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but Node; `int` boots real UML and checks what is left behind. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Most of the time went to loading the same modules for each of 200 files; none of them mocks a module.
          isolate: false,
          include: ['{apps,packages,bench}/*/src/**/*.test.ts', 'bench/src/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        test: {
          name: 'int',
          include: ['{apps,packages}/*/src/**/*.int.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['packages/testkit/src/vitest-global-setup.ts'],
          // Guests wait for each other and for disks: two files at a time take little more than half the time.
          maxWorkers: 2,
          // Long, as all deadlines of tests: they end what hangs, and judge no speed on a host that others use, too.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
