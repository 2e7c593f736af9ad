/**
 * Imports point one way. A type-only import counts like any other: swc, the parser that reads these
 * sources, does not tell them apart. That workflows import activities as types alone is therefore a
 * rule of .oxlintrc.json; so is what the page's components import, as it does not read JSX.
 */
const TESTS = '\\.test\\.ts$'

/** Every import from the folder into another folder of the project must be into one of these. */
function only(folder, mayImport, comment) {
  return {
    name: `${folder}-imports`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: TESTS },
    to: { path: '^[a-z-]+/.*\\.ts$', pathNot: `^(${[folder, ...mayImport].join('|')})/` },
  }
}

function neverTemporal(folder) {
  return {
    name: `${folder}-without-temporal`,
    comment: `What lies in ${folder}/ works the same without Temporal.`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: '@temporalio/' },
  }
}

export default {
  forbidden: [
    only('contract', [], 'Everything rests on the contract; it rests on nothing.'),
    only('config', ['contract'], 'Settings know nothing of what they set.'),
    only('formats', ['contract'], 'Formats know rows and bytes alone.'),
    only('handlers', ['contract'], 'Handlers know the database and the contract alone.'),
    only('stores', ['contract'], 'Stores know their servers and the contract alone.'),
    only('scheduling', ['contract'], 'Times and windows alone; whose they are is told by ids.'),
    only(
      'export-data',
      ['contract', 'formats', 'handlers', 'scheduling', 'stores'],
      'The entry knows what can be exported, not how it is run.',
    ),
    only(
      'api',
      ['config', 'contract', 'export-data', 'formats', 'handlers', 'scheduling', 'stores'],
      'HTTP over the entry.',
    ),
    only('console', ['contract'], 'The page knows the API, by the types that both share.'),
    only(
      'cli',
      ['bridge', 'config', 'contract', 'handlers', 'migrations', 'stores'],
      'The command line speaks to the API; its operator’s commands to queues and records.',
    ),
    {
      name: 'temporal-behind-one-door',
      comment: 'The entry speaks to Temporal through one small interface.',
      severity: 'error',
      from: { path: '^export-data/', pathNot: ['^export-data/temporal/', TESTS] },
      to: { path: '@temporalio/' },
    },
    only(
      'activities',
      ['contract', 'formats', 'handlers', 'scheduling', 'stores'],
      'Activities join the parts.',
    ),
    only('workflows', ['contract', 'activities'], 'Workflows know contract and activity types.'),
    {
      name: 'workflows-stay-deterministic',
      comment: 'Schemas and row blocks bring libraries and bytes, which no workflow may touch.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TESTS },
      to: { path: '^contract/(schemas|rows)/' },
    },
    {
      name: 'stack-is-for-tests-and-starts',
      comment: 'Production runs without the embedded stack.',
      severity: 'error',
      from: { path: '^[a-z-]+/', pathNot: ['^(stack|tests|bench|docs)/', TESTS] },
      to: { path: '^(stack|tests)/' },
    },
    ...['formats', 'handlers', 'stores', 'console'].map(neverTemporal),
    {
      name: 'no-circles',
      comment: 'Parts that need each other are one part.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(\\.stack|demo-output|console/dist)/', '\\.tsx$'] },
    enhancedResolveOptions: { extensions: ['.ts'] },
  },
}
