/**
 * Third step: renders the staged rows into the parts of an upload that nobody sees yet. A retry
 * begins a new upload under a new key and aborts those before it, so that an older run of this step
 * that still writes is refused by the store.
 */
import { createHash } from 'node:crypto'
import { ExportFailure, FailureCode, type FileType } from '../contract/index.ts'
import { contentDisposition } from '../formats/contentDisposition.ts'
import { fileNameOf } from '../formats/fileName.ts'
import type { Format, TableDocument, Warnings } from '../formats/format.ts'
import { renderBytes } from '../formats/renderBytes.ts'
import type { JobKey, Upload } from '../stores/index.ts'
import { filePrefix, uniqueName } from '../stores/index.ts'
import { readManifest, type StagedManifest, stagedBlocks } from '../stores/stagedRows/index.ts'
import { activeJob, requestOf } from './activeJob.ts'
import { type RenderProgress, whileHeartbeating } from './heartbeat.ts'
import { PartWriter } from './partWriter.ts'
import type { ActivityDependencies } from './steps.ts'

/** What `renderFile` hands to the next step: an upload whose bytes are all there. */
export interface RenderedFile extends Upload {
  /** Known to this rendering alone: the object carries it as metadata. */
  token: string
  fileName: string
  mediaType: string
  rows: number
  /** ISO 8601. */
  snapshotAt: string
  parts: number
  bytes: number
  /** Hexadecimal. */
  sha256: string
  /** Base64, as S3 writes it. */
  crc32: string
  warnings: Warnings
}

type Needed = Pick<ActivityDependencies, 'jobs' | 'objects' | 'formatOf'>

export function createRenderFile({ jobs, objects, formatOf }: Needed) {
  return async function renderFile(key: JobKey, manifestKey: string): Promise<RenderedFile> {
    const progress: RenderProgress = { rows: 0, of: 0, bytes: 0 }
    return await whileHeartbeating(
      () => progress,
      async (signal) => {
        const request = requestOf(await activeJob(jobs, key))
        const format = formatOf(request.fileType)
        const manifest = await readManifest(objects, manifestKey)
        checkLimit(format, manifest)
        const document: TableDocument = {
          exportId: key.exportId,
          title: request.title ?? titleOf(request.type),
          columns: manifest.columns,
          widths: manifest.widths,
          rows: manifest.rows,
          blockRows: manifest.objects.flatMap(({ blocks }) => blocks.map(({ rows }) => rows)),
          timeZone: manifest.timeZone,
          snapshotAt: manifest.snapshotAt,
          options: request.options ?? {},
        }
        progress.of = manifest.rows
        return await render(key, format, document, manifest, progress, signal)
      },
    )
  }

  async function render(
    key: JobKey,
    format: Format,
    document: TableDocument,
    manifest: StagedManifest,
    progress: RenderProgress,
    signal: AbortSignal,
  ): Promise<RenderedFile> {
    const prefix = filePrefix(key.exportId, key.attempt)
    await objects.abortUploads(prefix)
    const token = uniqueName()
    const fileName = fileNameOf(format, document)
    const snapshotAt = new Date(document.snapshotAt).toISOString()
    const upload = await objects.createUpload({
      key: `${prefix}${token}/${fileName}`,
      mediaType: format.mediaType,
      disposition: contentDisposition(fileName),
      metadata: {
        'export-id': encodeURIComponent(key.exportId),
        attempt: String(key.attempt),
        token,
        rows: String(document.rows),
        'snapshot-at': snapshotAt,
      },
    })
    try {
      const written = await write(upload, format, document, manifest, progress, signal)
      const { mediaType } = format
      return { ...upload, ...written, token, fileName, mediaType, rows: document.rows, snapshotAt }
    } catch (error) {
      // Best effort: `removeStaged` aborts what is left of the attempt in any case.
      await objects.abortUploads(upload.key).catch(ignore)
      throw error
    }
  }

  async function write(
    upload: Upload,
    format: Format,
    document: TableDocument,
    manifest: StagedManifest,
    progress: RenderProgress,
    signal: AbortSignal,
  ) {
    const sha256 = createHash('sha256')
    const warnings: Warnings = {}
    const parts = new PartWriter(objects, upload, signal)
    const blocks = stagedBlocks(objects, manifest, signal)
    const bytes = renderBytes(format, document, blocks, {
      onRows: (rows) => {
        progress.rows += rows
      },
      onWarnings: (counts) => {
        addTo(warnings, counts)
      },
    })
    for await (const chunk of bytes) {
      signal.throwIfAborted()
      sha256.update(chunk)
      await parts.write(chunk)
      progress.bytes = parts.bytes
    }
    return { ...(await parts.finish()), sha256: sha256.digest('hex'), warnings }
  }
}

function checkLimit(format: Format, { exportId, rows }: StagedManifest): void {
  if (format.maxRows === undefined || rows <= format.maxRows) return
  const count = (value: number) => value.toLocaleString('en')
  throw new ExportFailure({
    code: FailureCode.TOO_MANY_ROWS,
    message: `Export ${exportId} has ${count(rows)} rows, which exceeds the limit of ${count(format.maxRows)} for ${format.fileType}.`,
    remedy: `Choose ${othersThan(format.fileType)} or narrow the filters.`,
  })
}

function othersThan(fileType: FileType): string {
  return fileType === 'CSV' ? 'XLSX' : fileType === 'XLSX' ? 'CSV' : 'CSV or XLSX'
}

function titleOf(type: string): string {
  return (
    { SOW: 'Scopes of work', CLIENT_SOW: 'Client scopes', RFP: 'Requests for proposal' }[type] ??
    type
  )
}

function addTo(warnings: Warnings, counts: Warnings): void {
  for (const kind of Object.keys(counts) as (keyof Warnings)[]) {
    warnings[kind] = (warnings[kind] ?? 0) + (counts[kind] ?? 0)
  }
}

function ignore(): void {}
