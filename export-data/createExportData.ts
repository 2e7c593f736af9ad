/** The entry over real stores: each call checked, done, and put on record. */
import { describeExportTypes } from '../handlers/index.ts'
import { AccessAction } from '../stores/index.ts'
import { accessOf, onRecord } from './access.ts'
import type { Caller } from './caller.ts'
import { cancelExport } from './cancelExport.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { downloadLink } from './downloadLink.ts'
import { estimateExport } from './estimateExport.ts'
import type { ExportData } from './exportData.ts'
import { filterChoices } from './filterChoices.ts'
import { isOver } from './isOver.ts'
import { listExports } from './listExports.ts'
import { ownJob } from './ownJobs.ts'
import { ProgressHub } from './progress/index.ts'
import { removeExport } from './removeExport.ts'
import { requestExport } from './requestExport.ts'
import { activeRequester } from './resolveAsked.ts'
import { retryExport } from './retryExport.ts'
import { createSchedules } from './schedules/index.ts'
import { watchExports } from './watchExports.ts'

export function createExportData(needed: ExportDataDependencies): ExportData {
  const progress = new ProgressHub({ runs: needed.runs, isOver: isOver(needed.requests) })

  /** The work of a caller, whose refusal is logged. */
  function doing(action: AccessAction, caller: Caller, exportId?: string) {
    return <T>(work: () => Promise<T>) =>
      onRecord(needed.accessLog, accessOf(caller, action, exportId), work)
  }

  async function requesterOf({ userId }: Caller) {
    return activeRequester(await needed.requesters.find(userId))
  }

  return {
    requester: (caller) => doing(AccessAction.VIEW, caller)(() => requesterOf(caller)),

    exportTypes: (caller) =>
      doing(
        AccessAction.VIEW,
        caller,
      )(async () => {
        const { role } = await requesterOf(caller)
        return describeExportTypes().filter(({ roles }) => roles.includes(role))
      }),

    choices: (caller, query) =>
      doing(AccessAction.VIEW, caller)(() => filterChoices(needed, caller, query)),

    estimate: (caller, request) =>
      doing(
        AccessAction.ESTIMATE,
        caller,
      )(() => estimateExport(needed, { userId: caller.userId, request })),

    request: (caller, asked) =>
      doing(AccessAction.REQUEST, caller)(() => requestExport(needed, caller, asked)),

    get: (caller, exportId) =>
      doing(
        AccessAction.VIEW,
        caller,
        exportId,
      )(async () => (await ownJob(needed, caller.userId, exportId)).job),

    list: (caller, query) =>
      doing(AccessAction.VIEW, caller)(() => listExports(needed, caller, query)),

    watch: (caller, exportIds, options = {}) =>
      watchExports({ ...needed, progress }, caller, exportIds, options),

    cancel: (caller, exportId) =>
      doing(AccessAction.CANCEL, caller, exportId)(() => cancelExport(needed, caller, exportId)),

    retry: (caller, exportId) =>
      doing(AccessAction.RETRY, caller, exportId)(() => retryExport(needed, caller, exportId)),

    remove: (caller, exportId) =>
      doing(AccessAction.REMOVE, caller, exportId)(() => removeExport(needed, caller, exportId)),

    downloadLink: (caller, exportId) =>
      doing(AccessAction.DOWNLOAD, caller, exportId)(() => downloadLink(needed, caller, exportId)),

    schedules: createSchedules(needed),
  }
}
