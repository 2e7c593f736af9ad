#!/usr/bin/env node
/** `exports`: see `exports --help` and docs/command-line.md. */
import { processIo, run } from './index.ts'

process.exitCode = await run(process.argv.slice(2), processIo())
