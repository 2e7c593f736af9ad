/** What a format needs to know of the file besides its rows, from the request and the manifest. */
import {
  type ChangeWindow,
  type ExportRequest,
  type FormatOptions,
  TITLES,
} from '../contract/index.ts'
import { DateTimeFormatter, datePatternOf, type TableDocument } from '../formats/index.ts'
import type { StagedManifest } from '../stores/index.ts'

/** The changes that a file holds, from included, until excluded, in milliseconds since 1970. */
export interface ChangesHeld {
  from: number
  until: number
}

/** Undefined for a job whose file holds every row. */
export function changesHeld(window: ChangeWindow | null): ChangesHeld | undefined {
  if (!window || window.start === null) return undefined
  return { from: Date.parse(window.start), until: Date.parse(window.end) }
}

export function tableDocument(
  request: ExportRequest,
  manifest: StagedManifest,
  changes?: ChangesHeld,
): TableDocument {
  const { timeZone } = manifest
  const { title = TITLES[request.type], options = {} } = request
  return {
    exportId: manifest.exportId,
    title: changes ? changesTitle(title, changes, { ...options, timeZone }) : title,
    columns: manifest.columns,
    widths: manifest.widths,
    rows: manifest.rows,
    blockRows: manifest.objects.flatMap(({ blocks }) => blocks.map(({ rows }) => rows)),
    timeZone,
    snapshotAt: manifest.snapshotAt,
    // Its title is long, and a title row would move the header from where programs look for it.
    options: changes ? { ...options, xlsx: { titleRow: false, ...options.xlsx } } : options,
  }
}

/** `Scopes of work: changes 2026-11-25 02:30 – 2026-11-26 02:30`: a page of a PDF has room for so much. */
function changesTitle(
  title: string,
  { from, until }: ChangesHeld,
  { timeZone, locale }: Pick<FormatOptions, 'locale'> & { timeZone: string },
): string {
  const shown = new DateTimeFormatter(timeZone, {
    smallest: 'minute',
    dates: datePatternOf(locale),
  })
  return `${title}: changes ${shown.format(from)} – ${shown.format(until)}`
}
