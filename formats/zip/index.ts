/**
 * ZIP archives as streams, ZIP64 where it is needed, the same bytes for the same content; and
 * formats whose files come in one. Knows nothing of what is inside.
 */
export * from './entry.ts'
export * from './unzip.ts'
export * from './zip.ts'
export * from './zipped.ts'
export * from './zippedFormat.ts'
