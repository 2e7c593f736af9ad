/** Where benchmarks keep what they make: inputs, built peers, the files written. Never committed. */
import { join, resolve } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '..')
/** Below `.stack`, which git, the checks and the tests leave alone. */
export const WORKSPACE = join(PROJECT, '.stack', 'bench')
/** Inputs, a folder for each kind and size. */
export const DATA = join(WORKSPACE, 'data')
/** Peers as built by `npm run bench:peers`, a folder for each language. */
export const BUILT = join(WORKSPACE, 'peers')
/** Sources of the peers. */
export const PEERS = join(PROJECT, 'bench', 'peers')
