/** What a requester's command works with: the API as their user, and where results go. */
import type { Command } from 'commander'
import { loadSettings } from '../../config/index.ts'
import { ApiClient, holdsCredentials, isSendable } from '../api/client.ts'
import { wrongUsage } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import type { Io } from '../io.ts'
import { Reporter } from '../output/reporter.ts'

export interface GlobalOptions {
  apiUrl?: string
  token?: string
  json?: boolean
}

export interface Session {
  reporter: Reporter
  client: ApiClient
}

/** Where commands are added, and who is told how one ended. */
export interface Commands {
  program: Command
  io: Io
  onEnd: (exitCode: ExitCode) => void
}

/** Runs a command with its session, and tells how it ended: done, unless it says otherwise. */
export type Run = (
  command: Command,
  work: (session: Session) => Promise<ExitCode | undefined | void>,
) => Promise<void>

export function runnerOf({ io, onEnd }: Pick<Commands, 'io' | 'onEnd'>): Run {
  return async (command, work) => {
    const session = openSession(io, command.optsWithGlobals<GlobalOptions>())
    onEnd((await work(session)) ?? ExitCode.DONE)
  }
}

/** @throws CommandFailure, or SettingsError, where the API or the token is not known. */
function openSession(io: Io, options: GlobalOptions): Session {
  const given = {
    ...io.environment,
    ...(options.apiUrl === undefined ? {} : { API_URL: options.apiUrl }),
    ...(options.token === undefined ? {} : { API_TOKEN: options.token }),
  }
  const { apiUrl: url, apiToken: token } = loadSettings(['apiUrl', 'apiToken'], given)
  if (url === '') throw wrongUsage('Where is the API?', 'Set API_URL, or give --api-url.')
  if (token === '') throw wrongUsage('Who are you?', 'Set API_TOKEN, or give --token.')
  if (holdsCredentials(url)) {
    const detail = 'The address of the API holds a user or a password.'
    throw wrongUsage(detail, 'Give API_URL or --api-url without them: the token says who you are.')
  }
  if (!isSendable(token)) {
    const detail = 'The token holds signs that no token has, such as blanks or line feeds.'
    throw wrongUsage(detail, 'Set API_TOKEN, or give --token, to the token alone.')
  }
  return {
    reporter: new Reporter(io, options),
    client: new ApiClient({ url, token, signal: io.interruption }),
  }
}
