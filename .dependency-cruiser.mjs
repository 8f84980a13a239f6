/** Which part may import which; docs/architecture.md, "Packages", says why. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(apps|packages|e2e|bench)/', pathNot: allowed },
});

/** The web app's layers, lowest first; an import never points upwards. */
const WEB_LAYERS = ['lib', 'live', 'components', 'machine-actions', 'features', 'app'];

const webLayers = WEB_LAYERS.slice(0, -1).map((layer, depth) => ({
  name: `web-${layer}-imports-nothing-above`,
  severity: 'error',
  from: { path: `^apps/web/src/${layer}/` },
  to: { path: `^apps/web/src/(${WEB_LAYERS.slice(depth + 1).join('|')})/` },
}));

const TESTS = '\\.(test|int\\.test|spec)\\.tsx?$';

export default {
  forbidden: [
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('contracts-is-a-leaf', '^packages/contracts/', ['^packages/contracts/']),
    only('hostio-is-a-leaf', '^packages/hostio/', ['^packages/hostio/']),
    {
      ...only('core-imports', '^packages/core/', ['^packages/(core|contracts|hostio)/']),
      from: { path: '^packages/core/', pathNot: TESTS },
    },
    {
      ...only('monitor-imports', '^apps/monitor/', ['^apps/monitor/', '^packages/(core|contracts|hostio)/']),
      from: { path: '^apps/monitor/', pathNot: TESTS },
    },
    {
      ...only('fabric-imports', '^packages/fabric/', [
        '^packages/(fabric|contracts|hostio|core/src/process)/',
      ]),
      from: { path: '^packages/fabric/', pathNot: TESTS },
    },
    {
      ...only('fabric-app-imports', '^apps/fabric/', [
        '^apps/fabric/',
        '^packages/(fabric|contracts|hostio|core/src/process)/',
      ]),
      from: { path: '^apps/fabric/', pathNot: TESTS },
    },
    {
      ...only('server-imports', '^apps/server/', ['^apps/server/', '^packages/(core|contracts)/']),
      from: { path: '^apps/server/', pathNot: TESTS },
    },
    only('web-imports', '^apps/web/', ['^apps/web/', '^packages/contracts/']),
    ...webLayers,
    {
      name: 'web-features-are-closed',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'pure-files-do-no-io',
      severity: 'error',
      from: {
        path: '(layout|codec|transition|bitmap|ring|flow-control|command-line|classification|sandbox-arguments)\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-tests-import-testkit',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: [TESTS, '^packages/testkit/', 'vitest'] },
      to: { path: '^packages/testkit/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      // Some packages name a `main` that they do not ship.
      mainFields: ['module', 'main'],
    },
  },
};
