/** Check of the cache of finished files: a warning at most, since exports do without it. */
import { createClient } from 'redis'
import { describeError } from '../../../stores/index.ts'
import { type CheckGroup, type Outcome, ok, warning } from './finding.ts'

/** Long enough for a busy machine; workers and APIs wait for half a second. */
const TIMEOUT_MS = 3_000
const REMEDY =
  'Check EXPORT_CACHE_REDIS_URL, and that the server runs and lets this machine in. Until it answers no file is reused.'

/** `url` is empty where there is none. */
export function cacheChecks(url: string): CheckGroup {
  const run = async (): Promise<Outcome> =>
    url === '' ? ok('None is set: files are looked up in the database.') : await ping(url)
  return { checks: [{ name: 'cache', remedy: REMEDY, run }] }
}

async function ping(url: string): Promise<Outcome> {
  const client = createClient({
    url,
    disableClientInfo: true,
    socket: { reconnectStrategy: false },
  })
  // What goes wrong rejects the calls as well.
  client.on('error', () => undefined)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(
      () => resolve(warning('No answer within three seconds.', REMEDY)),
      TIMEOUT_MS,
    )
  })
  const answered = async (): Promise<Outcome> => {
    await client.connect()
    await client.ping()
    return ok('Answers.')
  }
  try {
    return await Promise.race([answered(), late])
  } catch (error) {
    return warning(describeError(error), REMEDY)
  } finally {
    clearTimeout(timer)
    client.destroy()
  }
}
