/**
 * Staged rows: what one fetch read, kept in the object store until the file is published. Row
 * blocks are compressed with zstd and gathered into objects; a manifest, written last, makes them
 * complete. Knows nothing of where rows come from or what becomes of them.
 */

export type { StagedManifest, StagedTable } from './manifest.ts'
export { type EncodedBlock, readManifest, stagedBlocks } from './reader.ts'
export { StagedRowsWriter } from './writer.ts'
