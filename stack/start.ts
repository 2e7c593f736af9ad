/** `npm start`: the service on this machine until Ctrl-C. Options: see `commandLine.ts`. */
import { once } from 'node:events'
import { parseCommandLine, say, sayFailure, untilInterrupted } from './commandLine.ts'
import { startLocalService } from './localService.ts'

const interrupted = untilInterrupted()
try {
  const options = parseCommandLine(process.argv.slice(2))
  const service = await startLocalService({ ...options, say })
  const { addresses, apiUrl, tokens } = service
  if (options.api) {
    say(`
The page, signed in for 30 days as
  an administrator
    ${apiUrl}/#token=${tokens.DEMO_ADMIN_TOKEN}
  staff
    ${apiUrl}/#token=${tokens.DEMO_STAFF_TOKEN}
  a client's user
    ${apiUrl}/#token=${tokens.DEMO_CLIENT_TOKEN}

  API         ${apiUrl}/docs`)
  }
  say(`\
  Web UI      ${addresses.temporalUiUrl}/namespaces/${addresses.temporalNamespace}/workflows
  Temporal    ${addresses.temporalAddress}
  PostgreSQL  ${addresses.databaseUrl}
  Queue       ${addresses.queueUrl}
  Bucket      ${addresses.bucket} at ${addresses.s3Endpoint}
  Logs        ${service.directory}/logs
  Settings    ${service.envFile} (set -a; . ${service.envFile})

Running until Ctrl-C.`)
  if (!interrupted.aborted) await once(interrupted, 'abort')
  say('Stopping')
  await service.stop()
} catch (error) {
  sayFailure(error)
}
