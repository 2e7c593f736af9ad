/** Workflows that were recorded earlier must replay on the code of today: deploys do not break them. */
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker'

interface History {
  events: { workflowExecutionStartedEventAttributes?: { workflowId: string } }[]
}

const HISTORIES = new URL('../tests/histories/', import.meta.url)
const names = (await readdir(HISTORIES)).map((file) => file.replace('.json', ''))
const logger = new DefaultLogger('ERROR')

describe('workflows', () => {
  let workflowBundle: WorkflowBundleWithSourceMap

  beforeAll(async () => {
    Runtime.install({ logger })
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./index.ts', import.meta.url)),
      logger,
    })
  }, 60_000)
  afterAll(() => Runtime.instance().shutdown())

  /** Under its own id, which is part of the ids of what it starts. */
  async function replay(history: History): Promise<void> {
    const id = history.events[0]?.workflowExecutionStartedEventAttributes?.workflowId
    await Worker.runReplayHistory({ workflowBundle }, history, id)
  }

  async function historyOf(name: string): Promise<History> {
    return JSON.parse(await readFile(new URL(`${name}.json`, HISTORIES), 'utf8')) as History
  }

  it.each(names)('replays the recorded history %s', async (name) => {
    await expect(replay(await historyOf(name))).resolves.toBeUndefined()
  })

  it('does not replay a history whose steps came in another order', async () => {
    const text = JSON.stringify(await historyOf('completed'))
    const swapped = JSON.parse(text.replaceAll('"fetchRows"', '"renderFile"')) as History
    await expect(replay(swapped)).rejects.toThrow(/[Nn]ondeterminism/)
  })
})
