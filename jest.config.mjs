/**
 * Jest as ES modules on TypeScript sources; started with `--experimental-vm-modules`.
 * Tests named `*.stack.test.ts` get the embedded stack, started once for the whole run.
 */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/\\.stack/'],
  modulePathIgnorePatterns: ['<rootDir>/\\.stack/'],
}

export default {
  testTimeout: 60_000,
  // Most of the time is spent waiting for servers, which all files share.
  maxWorkers: 2,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '\\.stack\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'stack',
      testMatch: ['**/*.stack.test.ts'],
      globalSetup: '<rootDir>/tests/support/globalSetup.ts',
      globalTeardown: '<rootDir>/tests/support/globalTeardown.ts',
    },
  ],
}
