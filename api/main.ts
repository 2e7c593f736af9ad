/** `npm run api`: serves the API until SIGTERM or SIGINT. */
import { apiFromEnvironment } from './fromEnvironment.ts'

const api = await apiFromEnvironment()
process.once('SIGTERM', () => api.stop())
process.once('SIGINT', () => api.stop())
await api.run()
// What could not be closed in time must not keep the process.
process.exit()
