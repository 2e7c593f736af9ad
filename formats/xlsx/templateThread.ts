/** What runs on the thread that `buildTemplateOnThread` starts: makes one template and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import type { TableDocument } from '../format.ts'
import type { SheetLayout } from './plan.ts'
import { buildTemplate } from './template.ts'

export interface TemplateTask {
  document: TableDocument
  layout: SheetLayout
}

const { document, layout } = workerData as TemplateTask
const template = await buildTemplate(document, layout)
parentPort?.postMessage(template, [])
