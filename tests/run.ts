/**
 * What `npm test` runs: the checks of types, style and imports, then every test. With patterns
 * (`npm test -- bridge`), the test files whose paths match, and no checks. The last line says how
 * many passed and failed, where a check counts as one; the exit code is 0 only if some test ran and
 * nothing failed.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { environment } from '../config/environment.ts'

const CHECKS = [
  ['tsc'],
  ['tsc', '-p', 'console'],
  ['oxlint', '--type-aware', '--deny-warnings'],
  ['biome', 'check', '.'],
  ['depcruise', '--config', '.dependency-cruiser.mjs', '.'],
]
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']

const JestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
})

interface Counts {
  passed: number
  failed: number
}

const patterns = process.argv.slice(2)
const checks = patterns.length > 0 ? { passed: 0, failed: 0 } : runChecks()
const tests = runTests(patterns)
const failed = checks.failed + tests.failed
process.exitCode = failed > 0 || tests.passed === 0 ? 1 : 0
process.stdout.write(`${checks.passed + tests.passed} passed, ${failed} failed\n`)

function runChecks(): Counts {
  const results = CHECKS.map((command) => {
    const hasPassed = run(command)
    process.stdout.write(`${hasPassed ? 'passed' : 'FAILED'}: ${command.join(' ')}\n`)
    return hasPassed
  })
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}

/** A test file that can't be loaded counts as one failed test, as does a run that breaks off. */
function runTests(jestArguments: string[]): Counts {
  const directory = mkdtempSync(join(tmpdir(), 'connexus-report-'))
  const outputFile = join(directory, 'report.json')
  const jest = join('node_modules', 'jest', 'bin', 'jest.js')
  try {
    const command = ['node', ...JEST, jest, '--json', `--outputFile=${outputFile}`]
    const hasPassed = run([...command, ...jestArguments])
    const report = JestReport.parse(JSON.parse(readFileSync(outputFile, 'utf8')))
    const broken = report.numFailedTests + report.numRuntimeErrorTestSuites
    return { passed: report.numPassedTests, failed: hasPassed ? broken : Math.max(broken, 1) }
  } catch (error) {
    process.stdout.write(`The tests broke off: ${String(error)}\n`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function run([program = '', ...args]: string[]): boolean {
  // Jest's report goes to standard output as well; people read what it writes to standard error.
  const stdout = args.includes('--json') ? 'ignore' : 'inherit'
  // Whoever starts this by hand may have another Node first on the path.
  const PATH = [resolve('node_modules', '.bin'), environment['PATH']].join(delimiter)
  const env = { ...environment, PATH }
  return spawnSync(program, args, { env, stdio: ['ignore', stdout, 'inherit'] }).status === 0
}
