/**
 * What operators see of a running export in Web UI: steps with counts and times as current details,
 * and typed search attributes. Ids and counts alone: no personal data.
 */
import { defineSearchAttributeKey } from '@temporalio/common'
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import {
  type ExportStatus,
  type Failure,
  FailureCode,
  SEARCH_ATTRIBUTES,
} from '../contract/index.ts'
import type { StepName } from './steps.ts'

const STATUS = defineSearchAttributeKey('ExportStatus', SEARCH_ATTRIBUTES.ExportStatus)
const TENANT = defineSearchAttributeKey('ExportTenant', SEARCH_ATTRIBUTES.ExportTenant)
const ROWS = defineSearchAttributeKey('ExportRows', SEARCH_ATTRIBUTES.ExportRows)

interface Line {
  step: StepName
  state: 'running' | 'done' | 'failed'
  counts: string
  startedAt: number
  seconds: string
}

export class ExportView {
  readonly #lines: Line[] = []

  /** Shows the step as running while the work lasts, then how it ended. */
  async during<T>(step: StepName, work: () => Promise<T>): Promise<T> {
    const line: Line = { step, state: 'running', counts: '', startedAt: Date.now(), seconds: '' }
    this.#lines.push(line)
    this.#show()
    try {
      const result = await work()
      line.state = 'done'
      line.counts = countsOf(result)
      return result
    } catch (error) {
      line.state = 'failed'
      throw error
    } finally {
      line.seconds = ((Date.now() - line.startedAt) / 1000).toFixed(1)
      this.#show()
    }
  }

  showTenant(tenantId: string | null): void {
    if (tenantId !== null) upsertSearchAttributes([{ key: TENANT, value: tenantId }])
  }

  showRows(rows: number): void {
    upsertSearchAttributes([{ key: ROWS, value: rows }])
  }

  showStatus(status: ExportStatus, failure?: Failure): void {
    upsertSearchAttributes([{ key: STATUS, value: status }])
    this.#show(
      failure
        ? `**${status}** ${failure.code}\n\n${fenced(`${failure.message}\n${failure.remedy}`)}`
        : `**${status}**`,
    )
  }

  /** The record is terminal or of another attempt, so that its status is not this run's to tell. */
  showRefusal(reason: string): void {
    upsertSearchAttributes([{ key: STATUS, value: FailureCode.JOB_NOT_ACTIVE }])
    this.#show(`Nothing was done:\n\n${fenced(reason)}`)
  }

  #show(ending = ''): void {
    const rows = this.#lines.map(
      ({ step, state, counts, startedAt, seconds }) =>
        `| ${step} | ${state} | ${counts} | ${timeOf(startedAt)} | ${seconds} |`,
    )
    setCurrentDetails(
      [
        '| step | state | counts | started (UTC) | seconds |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
      ]
        .concat(ending === '' ? [] : ['', ending])
        .join('\n'),
    )
  }
}

/** Rows, bytes and the like of a step's result. */
function countsOf(result: unknown): string {
  if (typeof result !== 'object' || result === null) return ''
  return Object.entries(result)
    .flatMap(([name, value]) => (typeof value === 'number' ? [`${grouped(value)} ${name}`] : []))
    .join(', ')
}

/** `1,234,567`. By hand, since a workflow must give the same on every machine. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `21:31:04` */
function timeOf(instant: number): string {
  return new Date(instant).toISOString().slice(11, 19)
}

/** Text from outside in a fence longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
