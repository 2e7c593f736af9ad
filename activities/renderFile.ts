/**
 * Third step: renders the staged rows into the parts of an upload that nobody sees yet. A retry
 * begins a new upload under a new key and aborts those before it, so that an older run of this step
 * that still writes is refused by the store.
 */
import { createHash } from 'node:crypto'
import type { ReadFrom } from '../contract/index.ts'
import {
  checkRowLimit,
  contentDisposition,
  type TableDocument,
  type Warnings,
} from '../formats/index.ts'
import {
  filePrefix,
  type JobKey,
  readManifest,
  type StagedManifest,
  stagedBlocks,
  type Upload,
  uniqueName,
} from '../stores/index.ts'
import { activeJob, requestOf } from './activeJob.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { type RenderProgress, whileHeartbeating } from './heartbeat.ts'
import { type Packaging, packagingOf } from './packaging.ts'
import { PartWriter, type WrittenParts } from './partWriter.ts'
import { renderedBytes } from './rendering/index.ts'
import { changesHeld, tableDocument } from './tableDocument.ts'

/** What `renderFile` hands to the next step: an upload whose bytes are all there. */
export interface RenderedFile extends Upload, WrittenParts {
  /** Known to this rendering alone: the object carries it as metadata. */
  token: string
  fileName: string
  mediaType: string
  rows: number
  /** ISO 8601. */
  snapshotAt: string
  /** Absent where version 0.1 rendered the file, which read the primary alone. */
  readFrom?: ReadFrom
  /** Hexadecimal. */
  sha256: string
  warnings: Warnings
}

/** All that one run of this step works on. */
interface Run {
  key: JobKey
  document: TableDocument
  manifest: StagedManifest
  packaging: Packaging
  progress: RenderProgress
  signal: AbortSignal
}

type Needed = Pick<
  ActivityDependencies,
  'jobs' | 'objects' | 'formatOf' | 'renderPool' | 'zipCsvBytes'
>

export function createRenderFile({ jobs, objects, formatOf, renderPool, zipCsvBytes }: Needed) {
  return async function renderFile(key: JobKey, manifestKey: string): Promise<RenderedFile> {
    const progress: RenderProgress = { rows: 0, of: 0, bytes: 0 }
    return await whileHeartbeating(
      () => progress,
      async (signal) => {
        const job = await activeJob(jobs, key)
        const request = requestOf(job)
        const format = formatOf(request.fileType)
        const manifest = await readManifest(objects, manifestKey)
        const changes = changesHeld(job.window)
        const document = tableDocument(request, manifest, changes)
        checkRowLimit(format, document)
        format.check?.(document)
        progress.of = manifest.rows
        const file = { request, format, document, changes, manifest, zipCsvBytes }
        const packaging = packagingOf(file)
        return await render({ key, document, manifest, packaging, progress, signal })
      },
    )
  }

  async function render(run: Run): Promise<RenderedFile> {
    const { key, document, manifest, packaging } = run
    const { fileName, mediaType } = packaging
    const prefix = filePrefix(key.exportId, key.attempt)
    await objects.abortUploads(prefix)
    const token = uniqueName()
    const snapshotAt = new Date(document.snapshotAt).toISOString()
    const upload = await objects.createUpload({
      key: `${prefix}${token}/${fileName}`,
      mediaType,
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
      const written = await write(upload, run)
      const { rows, readFrom } = manifest
      return { ...upload, ...written, token, fileName, mediaType, rows, snapshotAt, readFrom }
    } catch (error) {
      // Best effort: `removeStaged` aborts what is left of the attempt in any case.
      await objects.abortUploads(upload.key).catch(ignore)
      throw error
    }
  }

  async function write(
    upload: Upload,
    { document, manifest, packaging, progress, signal }: Run,
  ): Promise<WrittenParts & Pick<RenderedFile, 'sha256' | 'warnings'>> {
    const sha256 = createHash('sha256')
    const warnings: Warnings = {}
    const parts = new PartWriter(objects, upload, signal)
    const rendered = renderedBytes(renderPool, {
      format: packaging.format,
      document,
      blocks: stagedBlocks(objects, manifest, signal),
      onRows: (rows) => {
        progress.rows += rows
      },
      onWarnings: (counts) => {
        addTo(warnings, counts)
      },
      signal,
    })
    for await (const chunk of packaging.wrap(rendered)) {
      signal.throwIfAborted()
      sha256.update(chunk)
      await parts.write(chunk)
      progress.bytes = parts.bytes
    }
    return { ...(await parts.finish()), sha256: sha256.digest('hex'), warnings }
  }
}

function addTo(warnings: Warnings, counts: Warnings): void {
  for (const kind of Object.keys(counts) as (keyof Warnings)[]) {
    warnings[kind] = (warnings[kind] ?? 0) + (counts[kind] ?? 0)
  }
}

function ignore(): void {}
