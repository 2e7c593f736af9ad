/**
 * What operators see of a running export in Web UI: steps with counts and times as current details,
 * and typed search attributes. Ids and counts alone: no personal data.
 */
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common'
import { upsertSearchAttributes } from '@temporalio/workflow'
import type { MarkedJob } from '../activities/index.ts'
import {
  type ExportStatus,
  type Failure,
  FailureCode,
  SEARCH_ATTRIBUTES,
} from '../contract/index.ts'
import type { StepName } from './steps.ts'
import { fenced, StepTable } from './stepTable.ts'

const STATUS = defineSearchAttributeKey('ExportStatus', SEARCH_ATTRIBUTES.ExportStatus)
const TENANT = defineSearchAttributeKey('ExportTenant', SEARCH_ATTRIBUTES.ExportTenant)
const SCHEDULE = defineSearchAttributeKey('ExportSchedule', SEARCH_ATTRIBUTES.ExportSchedule)
const WINDOW_START = defineSearchAttributeKey(
  'ExportWindowStart',
  SEARCH_ATTRIBUTES.ExportWindowStart,
)
const WINDOW_END = defineSearchAttributeKey('ExportWindowEnd', SEARCH_ATTRIBUTES.ExportWindowEnd)
const ROWS = defineSearchAttributeKey('ExportRows', SEARCH_ATTRIBUTES.ExportRows)

export class ExportView {
  readonly #steps = new StepTable()

  /** Shows the step as running while the work lasts, then how it ended. */
  async during<T>(step: StepName, work: () => Promise<T>): Promise<T> {
    return await this.#steps.during(step, work)
  }

  showTenant(tenantId: string | null): void {
    if (tenantId !== null) upsertSearchAttributes([{ key: TENANT, value: tenantId }])
  }

  /** Also for an attempt that no schedule started itself. */
  showSchedule({ scheduleId, window }: NonNullable<MarkedJob['schedule']>): void {
    const attributes: SearchAttributeUpdatePair[] = [{ key: SCHEDULE, value: scheduleId }]
    if (window?.start) attributes.push({ key: WINDOW_START, value: new Date(window.start) })
    if (window) attributes.push({ key: WINDOW_END, value: new Date(window.end) })
    upsertSearchAttributes(attributes)
  }

  showRows(rows: number): void {
    upsertSearchAttributes([{ key: ROWS, value: rows }])
  }

  showStatus(status: ExportStatus, failure?: Failure): void {
    upsertSearchAttributes([{ key: STATUS, value: status }])
    this.#steps.show(
      failure
        ? `**${status}** ${failure.code}\n\n${fenced(`${failure.message}\n${failure.remedy}`)}`
        : `**${status}**`,
    )
  }

  /** The record is terminal or of another attempt, so that its status is not this run's to tell. */
  showRefusal(reason: string): void {
    upsertSearchAttributes([{ key: STATUS, value: FailureCode.JOB_NOT_ACTIVE }])
    this.#steps.show(`Nothing was done:\n\n${fenced(reason)}`)
  }
}
