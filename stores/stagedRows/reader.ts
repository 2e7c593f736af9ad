/** Reads staged rows back: the manifest, then the row blocks in order, one object ahead. */
import { ExportFailure, FailureCode, ReadFrom } from '../../contract/index.ts'
import type { ObjectStore } from '../objectStore.ts'
import type { StagedBlock, StagedManifest, StagedObject } from './manifest.ts'

/** Version 0.1 read the primary alone, and did not say so. */
type WrittenManifest = Omit<StagedManifest, 'readFrom'> & Partial<StagedManifest>

/** @throws ExportFailure STAGED_ROWS_MISSING when the manifest is gone. */
export async function readManifest(
  store: Pick<ObjectStore, 'get'>,
  key: string,
): Promise<StagedManifest> {
  const bytes = await store.get(key)
  if (!bytes) throw missing(key)
  const manifest = JSON.parse(bytes.toString('utf8')) as WrittenManifest
  return { readFrom: ReadFrom.PRIMARY, ...manifest }
}

/** A row block as it was staged, not yet decoded; its bytes are a view of the whole object. */
export interface EncodedBlock extends Pick<StagedBlock, 'rows' | 'rawBytes'> {
  bytes: Uint8Array
}

/**
 * Every block of the manifest, in order. Holds two objects at most.
 * @throws ExportFailure STAGED_ROWS_MISSING when an object is gone.
 */
export async function* stagedBlocks(
  store: Pick<ObjectStore, 'get'>,
  manifest: StagedManifest,
  signal: AbortSignal,
): AsyncGenerator<EncodedBlock, void, undefined> {
  const get = (object: StagedObject | undefined): Promise<Buffer | undefined> | undefined => {
    const body = object && store.get(object.key, signal)
    // Awaited when its turn comes, or never if the reader stops before.
    body?.catch(() => undefined)
    return body
  }
  let ahead = get(manifest.objects[0])
  for (const [index, object] of manifest.objects.entries()) {
    const body = await ahead
    if (!body) throw missing(object.key)
    ahead = get(manifest.objects[index + 1])
    for (const { offset, bytes, rows, rawBytes } of object.blocks) {
      yield { bytes: body.subarray(offset, offset + bytes), rows, rawBytes }
    }
  }
}

function missing(key: string): ExportFailure {
  return new ExportFailure({
    code: FailureCode.STAGED_ROWS_MISSING,
    message: `Staged rows are gone (${key}).`,
    remedy: 'They are fetched once more; nothing needs to be done.',
  })
}
