/**
 * The page as the real API serves it over a fake entry, with people at it in a browser. What is asked of
 * schedules is checked as the entry does, so that the page meets real faults.
 */
import { ExportFailure, type Failure } from '../../contract/index.ts'
import {
  parseBackfillSpan,
  parseScheduleRequest,
  parseScheduleTiming,
} from '../../contract/schemas/scheduleRequest.ts'
import { freePort } from '../../stack/ports.ts'
import { apiWorld, tokenOf } from './apiWorld.ts'
import type { FakeExportData } from './fakeExportData.ts'
import type { FakeSchedules } from './fakeSchedules.ts'
import { openVisitors, type Visitors } from './visitors.ts'

export interface PageWorld {
  exportData: FakeExportData
  visitors: Visitors
  close(): Promise<void>
}

/** The page must be built. */
export async function openPageWorld(): Promise<PageWorld> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { app, exportData } = await apiWorld({
    settings: { url },
    consoleFolder: new URL('../../console/dist/', import.meta.url),
  })
  checkWhatIsAsked(exportData.schedules)
  await app.listen({ host: '127.0.0.1', port })
  const visitors = await openVisitors({ apiUrl: url, tokenOf })
  return {
    exportData,
    visitors,
    async close() {
      await visitors.close()
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

function checkWhatIsAsked(schedules: FakeSchedules): void {
  const entry = { ...schedules }
  Object.assign(schedules, {
    create: async (...[caller, asked]: Parameters<FakeSchedules['create']>) =>
      entry.create(caller, sound(parseScheduleRequest(asked))),
    update: async (...[caller, id, asked, known]: Parameters<FakeSchedules['update']>) =>
      entry.update(caller, id, sound(parseScheduleRequest(asked)), known),
    preview: async (...[caller, timing]: Parameters<FakeSchedules['preview']>) =>
      entry.preview(caller, sound(parseScheduleTiming(timing))),
    backfill: async (...[caller, id, span]: Parameters<FakeSchedules['backfill']>) =>
      entry.backfill(caller, id, sound(parseBackfillSpan(span))),
  })
}

interface Checked<Asked> {
  asked?: Asked | undefined
  malformed: readonly Failure[]
}

function sound<Asked>({ asked, malformed: [first, ...rest] }: Checked<Asked>): Asked {
  if (first) throw new ExportFailure([first, ...rest])
  if (asked === undefined) throw new TypeError('Nothing was asked, and nothing was wrong.')
  return asked
}
