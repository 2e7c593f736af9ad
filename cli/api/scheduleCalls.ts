/** Schedules, call by call: refused as `ApiClient` says. */
import type {
  Backfill,
  BackfillSpan,
  ExportSchedule,
  RunPage,
  SavedSchedule,
  SchedulePage,
  ScheduleRequest,
} from '../../contract/index.ts'
import { type ApiClient, searchOf } from './client.ts'

interface PageQuery {
  limit: number
  after?: string
}

export class ScheduleCalls {
  readonly #client: ApiClient

  constructor(client: ApiClient) {
    this.#client = client
  }

  create(body: ScheduleRequest): Promise<SavedSchedule> {
    return this.#client.json('/schedules', { method: 'POST', body })
  }

  list(query: PageQuery): Promise<SchedulePage> {
    return this.#client.json(`/schedules?${searchOf(query)}`)
  }

  get(scheduleId: string): Promise<ExportSchedule> {
    return this.#client.json(addressOf(scheduleId))
  }

  /** Refused where it is no longer in that revision. */
  update(scheduleId: string, revision: number, body: ScheduleRequest): Promise<SavedSchedule> {
    const headers = { 'if-match': `"${revision}"` }
    return this.#client.json(addressOf(scheduleId), { method: 'PUT', headers, body })
  }

  pause(scheduleId: string, note?: string): Promise<ExportSchedule> {
    const given = note === undefined ? {} : { body: { note } }
    return this.#client.json(`${addressOf(scheduleId)}/pause`, { method: 'POST', ...given })
  }

  resume(scheduleId: string): Promise<ExportSchedule> {
    return this.#client.json(`${addressOf(scheduleId)}/resume`, { method: 'POST' })
  }

  trigger(scheduleId: string): Promise<ExportSchedule> {
    return this.#client.json(`${addressOf(scheduleId)}/trigger`, { method: 'POST' })
  }

  async remove(scheduleId: string): Promise<void> {
    await this.#client.call(addressOf(scheduleId), { method: 'DELETE' })
  }

  runs(scheduleId: string, query: PageQuery): Promise<RunPage> {
    return this.#client.json(`${addressOf(scheduleId)}/runs?${searchOf(query)}`)
  }

  backfill(scheduleId: string, body: BackfillSpan): Promise<Backfill> {
    return this.#client.json(`${addressOf(scheduleId)}/backfills`, { method: 'POST', body })
  }

  /** The last 20, newest first. */
  async backfills(scheduleId: string): Promise<Backfill[]> {
    const address = `${addressOf(scheduleId)}/backfills`
    const { backfills } = await this.#client.json<{ backfills: Backfill[] }>(address)
    return backfills
  }

  renewSecret(scheduleId: string): Promise<{ webhookSecret: string }> {
    return this.#client.json(`${addressOf(scheduleId)}/webhook-secret`, { method: 'POST' })
  }
}

function addressOf(scheduleId: string): string {
  return `/schedules/${encodeURIComponent(scheduleId)}`
}
