/** `npm run bridge`: runs the bridge until SIGTERM or SIGINT. */
import { bridgeFromEnvironment } from './fromEnvironment.ts'

const bridge = bridgeFromEnvironment()
process.once('SIGTERM', () => bridge.stop())
process.once('SIGINT', () => bridge.stop())
await bridge.run()
