/** `npm run api`: serves the API until SIGTERM or SIGINT. */
import { CannotListen } from './cannotListen.ts'
import { apiFromEnvironment } from './fromEnvironment.ts'

const api = await apiFromEnvironment()
process.once('SIGTERM', () => api.stop())
process.once('SIGINT', () => api.stop())
await api.run().catch((error: unknown) => {
  if (!(error instanceof CannotListen)) throw error
  process.stderr.write(`${error.message} ${error.remedy}\n`)
  process.exit(1)
})
// What could not be closed in time must not keep the process.
process.exit()
