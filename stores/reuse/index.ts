/**
 * Where a finished file is found that a request may be answered with at once. Knows digests and ids of
 * exports; what a digest stands for, and whether the file may be given, is decided elsewhere.
 */
import type { Knex } from 'knex'
import { knexReuseIndex } from './knexReuseIndex.ts'
import { type RedisOptions, redisReuseIndex } from './redisReuseIndex.ts'
import type { ReuseIndex } from './reuseIndex.ts'

export { knexReuseIndex } from './knexReuseIndex.ts'
export { redisReuseIndex } from './redisReuseIndex.ts'
export { LONGEST_REUSE_SECONDS, type ReuseIndex } from './reuseIndex.ts'

/** In Redis where there is an address, else in the records of the database. */
export function openReuseIndex(knex: Knex, { url, onOutage }: RedisOptions): ReuseIndex {
  return url === '' ? knexReuseIndex(knex) : redisReuseIndex({ url, onOutage })
}
