/**
 * The environment in which a worker's memory stays small: what the Dockerfile sets, for the worker of
 * the local stack. Read by Node and by glibc before any code of ours runs.
 */
export const WORKER_MEMORY = {
  /**
   * A small young generation, and collections when a rendering thread asks for one: otherwise each
   * thread keeps some 60 MB of buffers that nobody needs.
   */
  NODE_OPTIONS: '--max-semi-space-size=8 --expose-gc',
  /** Few arenas, and buffers from 64 KiB on returned to the system as soon as they are let go. */
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '65536',
} as const
