import { copyFileSync, renameSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Of files that are still being written. */
const suffix = `${process.pid}.new`;
/** Native helpers that ws tries to load and does without. */
const OPTIONAL = new Set(['bufferutil', 'utf-8-validate']);

/** One file, with the addon beside it. */
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  tsconfig: false,
  output: {
    file: `dist/main.${suffix}`,
    format: 'esm',
    sourcemap: false,
    codeSplitting: false,
  },
  plugins: [
    {
      name: 'leave-out-optional',
      resolveId: (id) => (OPTIONAL.has(id) ? '\0missing' : null),
      load: (id) => (id === '\0missing' ? 'throw new Error("left out");' : null),
    },
    {
      // By rename: a running fabric has the addon mapped, and writing into it would crash it.
      name: 'put-in-place',
      writeBundle() {
        copyFileSync('../../packages/hostio/dist/hostio.node', `dist/hostio.${suffix}`);
        renameSync(`dist/hostio.${suffix}`, 'dist/hostio.node');
        renameSync(`dist/main.${suffix}`, 'dist/main.js');
      },
    },
  ],
});
