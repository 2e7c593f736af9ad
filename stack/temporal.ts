/** The Temporal development server with Web UI, its state in one file of the directory. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { environment } from '../config/environment.ts'
import { assertNever, SEARCH_ATTRIBUTES } from '../contract/index.ts'
import type { Part } from './supervisor.ts'
import { findTemporalCli } from './temporalCli.ts'

export interface TemporalOptions {
  directory: string
  toolsDirectory: string
  port: number
  uiPort: number
  metricsPort: number
  httpPort: number
  namespace: string
  onProgress: (line: string) => void
}

export async function temporal(options: TemporalOptions): Promise<Part> {
  const command = await findTemporalCli(options.toolsDirectory, options.onProgress)
  const data = join(options.directory, 'temporal')
  await mkdir(data, { recursive: true })
  return {
    name: 'temporal',
    command,
    args: ['server', 'start-dev', ...flags(options, data)],
    environment,
    isReady: () => answers(options),
  }
}

/** Turns are taken within each part of a task queue: with one part they are taken by all. */
const FAIR = {
  'matching.enableFairness': 'true',
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
}

function flags(options: TemporalOptions, data: string): string[] {
  // Every port listens on --ip; without the last two the server would pick others at each start.
  return [
    ['--ip', '127.0.0.1'],
    ['--ui-ip', '127.0.0.1'],
    ['--port', String(options.port)],
    ['--ui-port', String(options.uiPort)],
    ['--metrics-port', String(options.metricsPort)],
    ['--http-port', String(options.httpPort)],
    ['--namespace', options.namespace],
    ['--db-filename', join(data, 'temporal.db')],
    ['--log-level', 'warn'],
    ...Object.entries(FAIR).map(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
    ...searchAttributes().map((attribute) => ['--search-attribute', attribute]),
  ].flat()
}

function searchAttributes(): string[] {
  return Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${cliType(type)}`)
}

function cliType(type: (typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES]): string {
  switch (type) {
    case 'KEYWORD':
      return 'Keyword'
    case 'INT':
      return 'Int'
    case 'DATETIME':
      return 'Datetime'
    default:
      return assertNever(type)
  }
}

/** The namespace is there and has the search attributes, which are added just after the start. */
async function answers({ port, namespace }: TemporalOptions): Promise<boolean> {
  const connection = await Connection.connect({
    address: `127.0.0.1:${port}`,
    connectTimeout: '1 second',
  })
  try {
    await connection.workflowService.describeNamespace({ namespace })
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace,
    })
    return Object.keys(SEARCH_ATTRIBUTES).every((name) => name in customAttributes)
  } finally {
    await connection.close()
  }
}
