/** Makes the steps from what they need; each takes only the part that it uses. */
import type { Knex } from 'knex'
import type { ExportRequestType, FileType } from '../contract/index.ts'
import type { Format } from '../formats/format.ts'
import type { IExportHandler } from '../handlers/handler.ts'
import type { ExportJobs, ObjectStore, Requesters } from '../stores/index.ts'
import { createFetchRows } from './fetchRows.ts'
import { createMarkProcessing } from './markProcessing.ts'
import { createRecordCancellation } from './recordCancellation.ts'
import { createRecordCompletion } from './recordCompletion.ts'
import { createRecordFailure } from './recordFailure.ts'
import { createRemoveStaged } from './removeStaged.ts'
import { createRenderFile } from './renderFile.ts'
import { createUploadFile } from './uploadFile.ts'

export interface ActivityDependencies {
  /** The primary: rows are read from it in a transaction of their own. */
  database: Knex
  jobs: ExportJobs
  requesters: Requesters
  objects: ObjectStore
  /** @throws ExportFailure UNSUPPORTED_TYPE where no handler exists. */
  handlerOf(type: ExportRequestType): IExportHandler
  formatOf(fileType: FileType): Format
  /** What `fileUrl` on the record says. */
  fileUrlOf(exportId: string, objectKey: string): string
}

// The inferred type is the contract with the workflow (`Activities`).
export function createSteps(dependencies: ActivityDependencies) {
  return {
    markProcessing: createMarkProcessing(dependencies),
    fetchRows: createFetchRows(dependencies),
    renderFile: createRenderFile(dependencies),
    uploadFile: createUploadFile(dependencies),
    recordCompletion: createRecordCompletion(dependencies),
    recordFailure: createRecordFailure(dependencies),
    recordCancellation: createRecordCancellation(dependencies),
    removeStaged: createRemoveStaged(dependencies),
  }
}
