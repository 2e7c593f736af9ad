/**
 * Jobs on a terminal while they run, a line each, redrawn in place. A job that ends leaves its line
 * above those that go on; more jobs than the screen has lines are counted.
 */
import type { ExportProgress, RequestedExport } from '../../contract/index.ts'
import type { Output } from '../io.ts'
import { fitted, padded, plain, widthOf } from './text.ts'
import { labelOf, outcomeWords, progressWords } from './words.ts'

const BAR_WIDTH = 20
/** Of a terminal that does not tell its size. */
const DEFAULT_COLUMNS = 80
const DEFAULT_ROWS = 24

export class ProgressBars {
  readonly #output: Output
  readonly #labels: ReadonlyMap<string, string>
  readonly #labelWidth: number
  /** Of the jobs that have not ended; undefined until the first is known. */
  readonly #running: Map<string, ExportProgress | undefined>
  /** Lines that are drawn and will be drawn over. */
  #drawn = 0

  constructor(output: Output, jobs: readonly RequestedExport[]) {
    this.#output = output
    this.#labels = new Map(jobs.map((job) => [job.id, labelOf(job)]))
    this.#labelWidth = Math.max(...[...this.#labels.values()].map(widthOf))
    this.#running = new Map(jobs.map(({ id }) => [id, undefined]))
    this.#draw([])
  }

  progress(progress: ExportProgress): void {
    if (!this.#running.has(progress.exportId)) return
    this.#running.set(progress.exportId, progress)
    this.#draw([])
  }

  end(job: RequestedExport): void {
    this.#running.delete(job.id)
    // Whole, over several lines if need be: what a failure says must not be cut.
    this.#draw([`${this.#labelOf(job.id)}  ${outcomeWords(job)}`])
  }

  /** Somebody removed the job: there is nothing more to tell of it. */
  remove(exportId: string): void {
    this.#running.delete(exportId)
    this.#draw([`${this.#labelOf(exportId)}  removed`])
  }

  /** A remark, above the jobs that go on. */
  say(words: string): void {
    this.#draw([words])
  }

  /** Up to the first line that is drawn; `above` then stays. */
  #draw(above: readonly string[]): void {
    const lines = this.#lines()
    const stays = above.map((line) => plain(line))
    const up = this.#drawn > 0 ? `\u001B[${this.#drawn}A` : ''
    // Each line is cleared first, and what stood below the last one too.
    this.#output.write(`${up}\u001B[0J${[...stays, ...lines].map((line) => `${line}\n`).join('')}`)
    this.#drawn = lines.length
  }

  #lines(): string[] {
    const { columns = DEFAULT_COLUMNS, rows = DEFAULT_ROWS } = this.#output
    const all = [...this.#running].map(([id, progress]) => plain(this.#lineOf(id, progress)))
    const room = Math.max(1, rows - 2)
    const shown =
      all.length > room ? [...all.slice(0, room - 1), `${all.length - room + 1} more`] : all
    return shown.map((line) => (widthOf(line) > columns - 1 ? fitted(line, columns - 1) : line))
  }

  #lineOf(id: string, progress: ExportProgress | undefined): string {
    const percent = progress?.percent ?? 0
    const words = progress ? progressWords(progress) : 'waiting'
    return `${this.#labelOf(id)}  ${barOf(percent)} ${String(percent).padStart(3)} %  ${words}`
  }

  #labelOf(id: string): string {
    return padded(this.#labels.get(id) ?? id, this.#labelWidth)
  }
}

export function barOf(percent: number): string {
  const done = Math.round((percent / 100) * BAR_WIDTH)
  return '█'.repeat(done) + '░'.repeat(BAR_WIDTH - done)
}
