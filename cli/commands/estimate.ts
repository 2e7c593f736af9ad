/** What an export would come to, before it is asked for. */
import type { ExportEstimate } from '../../contract/index.ts'
import type { ExitCode } from '../exitCode.ts'
import { bytes, duration, number } from '../output/words.ts'
import { type RequestOptions, requestOf } from './requestOptions.ts'
import type { Session } from './session.ts'

export async function estimate(
  { client, reporter }: Session,
  type: string | undefined,
  options: RequestOptions,
): Promise<ExitCode | undefined> {
  const asked = await requestOf(type, options, { io: reporter.io, types: () => client.types() })
  const expected = await client.estimate(asked)
  reporter.show(expected, () => wordsOf(expected))
  return undefined
}

function wordsOf({ rows, basis, bytes: size, seconds, ...limits }: ExportEstimate): string[] {
  const about = basis === 'COUNTED' ? '' : 'about '
  return [
    `${about}${number(rows)} rows, about ${bytes(size)}, about ${duration(Math.ceil(seconds))}`,
    ...limits.failures.map((failure) => `would fail: ${failure.message} → ${failure.remedy}`),
    ...limits.possibleFailures.map((failure) => `may fail: ${failure.message} → ${failure.remedy}`),
  ]
}
