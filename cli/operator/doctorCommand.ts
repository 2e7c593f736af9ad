/**
 * `exports doctor`: looks at everything that the pipeline needs, all of it, and says what to do.
 * Prints no secret, changes nothing but a key of its own in the bucket, which it removes.
 */
import { ExitCode } from '../exitCode.ts'
import type { Reporter } from '../output/reporter.ts'
import { table } from '../output/table.ts'
import { apiChecks } from './doctor/api.ts'
import { bucketChecks } from './doctor/bucket.ts'
import { cacheChecks } from './doctor/cache.ts'
import { databaseChecks } from './doctor/database.ts'
import { type Finding, FindingState, runGroup } from './doctor/finding.ts'
import { deadLetterChecks, queueChecks } from './doctor/queues.ts'
import { readSettings, settingsChecks } from './doctor/settings.ts'
import { temporalChecks } from './doctor/temporal.ts'

const WORDS: Readonly<Record<FindingState, string>> = {
  [FindingState.OK]: 'ok',
  [FindingState.WARNING]: 'warning',
  [FindingState.FAILED]: 'FAILED',
  [FindingState.SKIPPED]: 'not checked',
}

export async function doctorCommand(reporter: Reporter): Promise<ExitCode> {
  const found = readSettings(reporter.io.environment)
  const { settings } = found
  const groups = [
    settingsChecks(found),
    databaseChecks(settings.databaseUrl),
    queueChecks(settings.queueUrl, settings.deadLetterQueueUrl),
    deadLetterChecks(settings.deadLetterQueueUrl),
    bucketChecks(settings.bucket, settings.s3PathStyle === 'true'),
    cacheChecks(settings.cacheRedisUrl ?? ''),
    temporalChecks(settings.taskQueue ?? ''),
    apiChecks(settings.apiUrl),
  ]
  const findings = (await Promise.all(groups.map(runGroup))).flat()
  if (reporter.isJson) for (const finding of findings) reporter.line(finding)
  else reporter.say(...linesOf(findings))
  const hasFailed = findings.some(({ state }) => state === FindingState.FAILED)
  return hasFailed ? ExitCode.UNFORESEEN : ExitCode.DONE
}

function linesOf(findings: readonly Finding[]): string[] {
  const rows = findings.map(({ check, state, message }) => [check, WORDS[state], message])
  const remedies = findings.flatMap(({ check, remedy }) =>
    remedy === undefined ? [] : [`${check}: ${remedy}`],
  )
  const todo = remedies.length === 0 ? [] : ['', 'What to do:', ...remedies]
  return [...table(['check', 'state', 'found'], rows), ...todo]
}
