import { copyFileSync, renameSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Of files that are still being written. */
const suffix = `${process.pid}.new`;
/** What ws has for clients over TLS and for compression, neither of which a Unix socket wants: 20 ms. */
const UNUSED = new Set(['https', 'tls', 'zlib']);
/** Native helpers that ws tries to load and does without. */
const OPTIONAL = new Set(['bufferutil', 'utf-8-validate']);

/**
 * One CommonJS file: ES modules import all exports of a Node module, which loads what Node keeps for later
 * (13 MB more with node:http), and a monitor runs per machine. The addon goes beside the bundle.
 */
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  tsconfig: false,
  treeshake: {
    moduleSideEffects: false,
    // Schemas are for the server; with these calls known to have no effect, none of them is left here.
    manualPureFunctions: ['z', 'oc'],
  },
  output: {
    file: `dist/monitor.${suffix}`,
    format: 'cjs',
    minify: { compress: true, mangle: false, codegen: false },
    sourcemap: false,
    codeSplitting: false,
  },
  plugins: [
    {
      name: 'leave-out-unused',
      resolveId: (id) => (UNUSED.has(id) ? '\0unused' : OPTIONAL.has(id) ? '\0missing' : null),
      load: (id) =>
        ({ '\0unused': 'module.exports = {};', '\0missing': 'throw new Error("left out");' })[id] ?? null,
    },
    {
      name: 'without-schemas',
      generateBundle(_options, bundle) {
        const kept = Object.values(bundle)
          .flatMap((chunk) => Object.entries(chunk.modules ?? {}))
          .filter(([id, { renderedLength }]) => renderedLength > 0 && /\/node_modules\/zod\//.test(id));
        if (kept.length === 0) return;
        this.error(
          `zod costs each monitor 4 MB, and something that it uses is in a file with schemas: move it out. Kept: ${kept[0][0]}`,
        );
      },
    },
    {
      // By rename: running monitors have the addon mapped, and writing into it would crash them.
      name: 'put-in-place',
      writeBundle() {
        copyFileSync('../../packages/hostio/dist/hostio.node', `dist/hostio.${suffix}`);
        renameSync(`dist/hostio.${suffix}`, 'dist/hostio.node');
        renameSync(`dist/monitor.${suffix}`, 'dist/monitor.cjs');
      },
    },
  ],
});
