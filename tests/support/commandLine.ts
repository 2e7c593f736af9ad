/** Runs the command line as a process of its own, as a script does. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { environment } from '../../config/environment.ts'
import type { StackAddresses } from '../../stack/index.ts'
import { stackAddresses } from './stack.ts'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
  /** Standard output, line by line. */
  lines: Record<string, unknown>[]
}

export interface RunningCommand {
  ended: Promise<Ended>
  /** What it has written to standard output so far. */
  output(): string
  kill(signal: NodeJS.Signals): void
  /** Closes our end of its standard output. */
  stopReading(): void
}

export function startCommand(
  args: readonly string[],
  env: Record<string, string | undefined>,
): RunningCommand {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr, lines: linesOf(stdout) }))
  })
  return {
    ended,
    output: () => stdout,
    kill: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
  }
}

export function runCommand(
  args: readonly string[],
  env: Record<string, string | undefined>,
): Promise<Ended> {
  return startCommand(args, env).ended
}

/** The run's stack as the environment that an operator has; `own` is put over it. */
export function operatorEnvironment(
  own: Record<string, string | undefined>,
  addresses: StackAddresses = stackAddresses(),
): Record<string, string | undefined> {
  return {
    PATH: environment['PATH'],
    AWS_REGION: addresses.region,
    AWS_ACCESS_KEY_ID: addresses.accessKeyId,
    AWS_SECRET_ACCESS_KEY: addresses.secretAccessKey,
    AWS_ENDPOINT_URL_SQS: addresses.sqsEndpoint,
    AWS_ENDPOINT_URL_S3: addresses.s3Endpoint,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    ...own,
  }
}

function linesOf(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
