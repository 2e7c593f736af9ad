/** The stand-in for SQS and S3: MiniStack, one process for both, with its state in the directory. */
import { join } from 'node:path'
import { environment } from '../config/environment.ts'
import type { Part } from './supervisor.ts'
import { pipInstalled } from './tools.ts'

const REQUIREMENT = 'ministack==1.5.33'

export interface MinistackOptions {
  directory: string
  toolsDirectory: string
  port: number
  onProgress: (line: string) => void
}

export async function ministack(options: MinistackOptions): Promise<Part> {
  const installed = await pipInstalled(options.toolsDirectory, REQUIREMENT, options.onProgress)
  const data = join(options.directory, 'ministack')
  return {
    name: 'ministack',
    command: 'python3',
    // Python ignores a -X that it does not know: this one tells whose process it is.
    args: ['-X', `stack=${options.directory}`, '-m', 'ministack'],
    environment: {
      ...environment,
      PYTHONPATH: installed,
      PYTHONUNBUFFERED: '1',
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: String(options.port),
      SERVICES: 's3,sqs',
      S3_PERSIST: '1',
      S3_DATA_DIR: join(data, 's3'),
      PERSIST_STATE: '1',
      STATE_DIR: join(data, 'state'),
      LOG_LEVEL: 'WARNING',
      // Would listen on every address, whatever BIND_HOST says.
      IOT_MTLS_ENABLED: '0',
    },
    isReady: async () => (await fetch(`http://127.0.0.1:${options.port}/_ministack/health`)).ok,
  }
}
