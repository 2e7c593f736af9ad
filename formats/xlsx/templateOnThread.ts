/**
 * Makes a workbook's template on a thread of its own, which ends with it: exceljs takes 50 MB that a
 * process would keep for good, and time in which the main thread could do nothing else.
 */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Template, TemplateBuilder } from './template.ts'
import type { TemplateTask } from './templateThread.ts'

const PROGRAM = fileURLToPath(new URL('./templateThread.ts', import.meta.url))

/** As `buildTemplate`. Rejects with what it throws, or with what ended the thread. */
export const buildTemplateOnThread: TemplateBuilder = async (document, layout) => {
  const task: TemplateTask = { document, layout }
  const thread = new Worker(PROGRAM, { workerData: task })
  const ended = once(thread, 'exit')
  try {
    const [template] = (await once(thread, 'message')) as [Template]
    return template
  } finally {
    await ended
  }
}
