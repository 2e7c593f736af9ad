/**
 * Renders staged rows on threads of their own, so that the main thread stays free for heartbeats and
 * one export uses every core. Promises the file's bytes in order, a bounded number of blocks ahead
 * of their reader, and an error instead of a file that lacks a row. Knows nothing of Temporal,
 * uploads or the job's record.
 */

export { renderedBytes } from './renderedBytes.ts'
export type { Rendering } from './rendering.ts'
export { RenderPool, type RenderPoolSettings } from './renderPool.ts'
