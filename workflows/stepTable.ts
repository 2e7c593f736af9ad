/**
 * What operators see of a running workflow in Web UI: its steps with counts and times, as current
 * details. Ids and counts alone: no personal data.
 */
import { setCurrentDetails } from '@temporalio/workflow'
import type { StepName } from './steps.ts'

interface Line {
  step: StepName
  state: 'running' | 'done' | 'failed'
  counts: string
  startedAt: number
  seconds: string
}

export class StepTable {
  readonly #lines: Line[] = []

  /** Shows the step as running while the work lasts, then how it ended. */
  async during<T>(step: StepName, work: () => Promise<T>): Promise<T> {
    const line: Line = { step, state: 'running', counts: '', startedAt: Date.now(), seconds: '' }
    this.#lines.push(line)
    this.show()
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
      this.show()
    }
  }

  /** The table, and below it how the workflow ended, as markdown. */
  show(ending = ''): void {
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
  if ('counts' in result) {
    const more = 'isMoreLeft' in result && result.isMoreLeft === true ? ', more is left' : ''
    return `${countsOf(result.counts)}${more}`
  }
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
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
