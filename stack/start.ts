/** `npm start`: the service on this machine until Ctrl-C. Options: see `commandLine.ts`. */
import { once } from 'node:events'
import { parseCommandLine, say, sayFailure, untilInterrupted } from './commandLine.ts'
import { startLocalService } from './localService.ts'

const interrupted = untilInterrupted()
try {
  const options = parseCommandLine(process.argv.slice(2))
  const service = await startLocalService({ ...options, say })
  const { addresses } = service
  say(`
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
