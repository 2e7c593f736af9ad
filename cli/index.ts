/**
 * The command line. What requesters do with their exports goes over the HTTP API, with a token that
 * says who they are; what operators do goes to queue, database, bucket and Temporal, as the
 * environment names them. Words and progress bars at a terminal, else one JSON object a line on
 * standard output and nothing besides. Exit codes are in `exitCode.ts`. Knows nothing of how an
 * export is made.
 */
export { type Io, type Output, processIo } from './io.ts'
export { run } from './program.ts'
