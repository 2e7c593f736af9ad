/**
 * `npm run bundle`: makes the workflow bundle ahead, as `worker/workflow-bundle.js`, for
 * EXPORT_WORKFLOW_BUNDLE. A worker that has it starts at once and needs no bundler.
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'

const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
})
await writeFile(new URL('workflow-bundle.js', import.meta.url), code)
