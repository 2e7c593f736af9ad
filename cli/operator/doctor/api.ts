/** Check of the API: what it says of its own readiness. */
import { holdsCredentials } from '../../api/client.ts'
import { type CheckGroup, failed, type Outcome, ok, skipped } from './finding.ts'

const TIMEOUT_MS = 8_000
const REMEDY = 'Check API_URL, and that the API runs and can be reached from here.'
const CREDENTIALS_REMEDY = 'Set API_URL without them: the API goes by tokens alone.'

interface Readiness {
  parts?: Record<string, { status?: string; remedy?: string } | undefined>
}

export function apiChecks(apiUrl: string | undefined): CheckGroup {
  const run = async (): Promise<Outcome> =>
    apiUrl ? await askReady(apiUrl) : skipped('Not checked without API_URL.')
  return { checks: [{ name: 'API', remedy: REMEDY, run }] }
}

async function askReady(apiUrl: string): Promise<Outcome> {
  if (holdsCredentials(apiUrl)) return failed('It holds a user or a password.', CREDENTIALS_REMEDY)
  const address = `${apiUrl.replace(/\/+$/, '')}/health/ready`
  const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (answer.ok) {
    await answer.body?.cancel()
    return ok('Ready.')
  }
  const { parts = {} } = (await answer.json().catch(() => ({}))) as Readiness
  const ill = Object.entries(parts).filter(([, part]) => part?.status !== 'ok')
  const remedies = ill.flatMap(([, part]) => part?.remedy ?? [])
  return failed(
    `Not ready (${answer.status})${ill.length > 0 ? `: ${ill.map(([name]) => name).join(', ')}` : ''}.`,
    remedies.length > 0 ? [...new Set(remedies)].join(' ') : REMEDY,
  )
}
