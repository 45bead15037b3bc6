/** Layer rules: imports go inward, no service imports another, the published language imports nothing of ours. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.test\\.ts$', '\\.mjs$', 'main\\.ts$', '\\.json$', '\\.cjs$'] },
      to: {},
    },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/domain/src' },
      to: { path: '^(packages/(?!domain)|services|infra|tests)' },
    },
    {
      name: 'rules-import-only-domain',
      severity: 'error',
      from: { path: '^packages/rules/src' },
      to: { path: '^(packages/(?!rules|domain)|services|infra|tests)' },
    },
    {
      name: 'packages-do-not-import-services',
      severity: 'error',
      from: { path: '^packages' },
      to: { path: '^(services|tests)' },
    },
    {
      name: 'no-service-imports-another',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'service-domain-is-pure',
      severity: 'error',
      from: { path: '^services/[^/]+/src/domain' },
      to: { path: '(^packages/(bus|service-kit)/|/src/(usecases|ports|adapters|inbound|config|main|service))' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^services/[^/]+/src/rules' },
      to: { path: '(^packages/(bus|service-kit)/|/src/(usecases|adapters|inbound|config|main|service))' },
    },
    {
      name: 'usecases-do-not-know-adapters',
      severity: 'error',
      from: { path: '^services/[^/]+/src/usecases' },
      to: { path: '/src/(adapters|inbound|config|main|service)' },
    },
    {
      name: 'ports-know-only-the-domain',
      severity: 'error',
      from: { path: '^services/[^/]+/src/ports' },
      to: { path: '/src/(usecases|adapters|inbound|config|main|service)' },
    },
    {
      name: 'adapters-do-not-know-inbound',
      severity: 'error',
      from: { path: '^services/[^/]+/src/adapters' },
      to: { path: '/src/(inbound|usecases|main|service)' },
    },
    {
      name: 'kafkajs-only-in-bus',
      severity: 'error',
      from: { pathNot: '^(packages/bus|infra|tests/bench)' },
      to: { path: 'node_modules/kafkajs' },
    },
    {
      name: 'src-does-not-import-testing',
      severity: 'error',
      from: { path: '^(packages/(?!testing)[^/]+|services/[^/]+)/src' },
      to: { path: '^packages/testing' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    exclude: { path: '(node_modules|docs/api)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
