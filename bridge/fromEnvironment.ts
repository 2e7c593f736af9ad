/** A bridge as the environment describes it. */
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { pino } from 'pino'
import { processSettings } from '../config/index.ts'
import { Bridge } from './bridge.ts'

/** Ends the process, naming every missing or wrong setting. */
export function bridgeFromEnvironment(): Bridge {
  const settings = processSettings([
    'databaseUrl',
    'queueUrl',
    'deadLetterQueueUrl',
    'taskQueue',
    'bridgeConcurrency',
    'pollWait',
    'logLevel',
  ])
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig()
  return new Bridge({
    ...settings,
    concurrency: settings.bridgeConcurrency,
    waitSeconds: settings.pollWait,
    temporal: { connectionOptions, namespace },
    logger: pino({ name: 'bridge', level: settings.logLevel }),
  })
}
