/**
 * Row blocks: rows in columns, as handlers build them, stores stage them and formats render them.
 * Knows nothing of PostgreSQL, of files or of storage. Not for workflows.
 */
export * from './rowBlock.ts'
export * from './rowBlockBuilder.ts'
export * from './widths.ts'
