/** How a run's job stands by its record, whoever works on it. */
import { ExportStatus } from '../../contract/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'

/** A job whose record is gone counts as cancelled. */
export function createRecordedStatus({ jobs }: Pick<ActivityDependencies, 'jobs'>) {
  return async function recordedStatus({ exportId }: { exportId: string }): Promise<ExportStatus> {
    return (await jobs.find(exportId))?.status ?? ExportStatus.CANCELLED
  }
}
