/**
 * `npm run bundle`: makes the workflow bundle ahead, for EXPORT_WORKFLOW_BUNDLE, as
 * `worker/workflow-bundle.js` or as the file that is named. A worker that has it starts at once and
 * keeps no bundler in memory.
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'

const output = process.argv[2] ?? fileURLToPath(new URL('workflow-bundle.js', import.meta.url))
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
})
await writeFile(output, code)
