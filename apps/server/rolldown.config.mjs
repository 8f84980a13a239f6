import { copyFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const sources = fileURLToPath(new URL('src/', import.meta.url));

/** By its place under this folder, whatever the folders above are called. */
function isEntry(id) {
  return id === `${sources}main.ts` || id.startsWith(`${sources}cli/`);
}

/**
 * main.js serves; cli/ is what ./umlaut runs beside it. Everything else is in one chunk directly in dist/,
 * as far from apps/ as src/ is: paths to the neighbours (monitor, web, hostio) hold for both.
 */
const server = defineConfig({
  input: {
    main: 'src/main.ts',
    'cli/prepare': 'src/cli/prepare.ts',
    'cli/doctor': 'src/cli/doctor.ts',
    'cli/sign-in-link': 'src/cli/sign-in-link.ts',
  },
  platform: 'node',
  tsconfig: false,
  // Native code and the files of Swagger UI are found beside their own packages.
  external: ['better-sqlite3'],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sourcemap: true,
    codeSplitting: { groups: [{ name: 'server', test: (id) => !isEntry(id) }] },
  },
  plugins: [
    {
      // By rename: a running server has the addon mapped, and writing into it would crash it.
      name: 'put-hostio-in-place',
      writeBundle() {
        copyFileSync('../../packages/hostio/dist/hostio.node', `dist/hostio.${process.pid}.new`);
        renameSync(`dist/hostio.${process.pid}.new`, 'dist/hostio.node');
      },
    },
  ],
});

/** What the server's threads for disks run; small, because each piece of work starts one. */
const diskThread = defineConfig({
  input: '../../packages/core/src/disks/disk-thread.ts',
  platform: 'node',
  tsconfig: false,
  treeshake: { moduleSideEffects: false, manualPureFunctions: ['z'] },
  output: { file: 'dist/disk-thread.js', format: 'esm', sourcemap: true, codeSplitting: false },
});

export default [server, diskThread];
