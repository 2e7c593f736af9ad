/** The commands with their options, and how each ends: an exit code, and what is said of a failure. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { SettingsError } from '../config/index.ts'
import { CommandFailure, interrupted, wrongUsage } from './commandFailure.ts'
import { addOperatorCommands } from './commands/operatorCommands.ts'
import { addRequesterCommands } from './commands/requesterCommands.ts'
import { ExitCode, MEANINGS } from './exitCode.ts'
import { flush, type Io } from './io.ts'
import { Reporter } from './output/reporter.ts'

const PACKAGE = new URL('../package.json', import.meta.url)

/** Runs one command. Never rejects. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.DONE
  const program = createProgram(io, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    await flush(io.stdout)
    if (isUnwritten(io.interruption)) io.interruption.throwIfAborted()
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && isInformation(error)) {
      return error.exitCode === 0 ? ExitCode.DONE : ExitCode.USAGE
    }
    // Usage may be wrong before options are read.
    const reporter = new Reporter(io, { json: args.includes('--json') })
    return reporter.fail(
      io.interruption.aborted ? asInterruption(error, io.interruption) : asUsage(error),
    )
  }
}

function createProgram(io: Io, onEnd: (exitCode: ExitCode) => void): Command {
  const program = new Command('exports')
    .description(
      'Connexus exports: ask for files, watch them, fetch them; and look after the service.',
    )
    .version(version(), '--version', 'the version of this program')
    .option('--api-url <url>', 'address of the API (default: API_URL)')
    .option('--token <token>', 'your token (default: API_TOKEN)')
    .option('--json', 'one JSON object a line, problems as well')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: () => undefined,
    })
    .addHelpText('after', exitCodeHelp())
  addRequesterCommands({ program, io, onEnd })
  addOperatorCommands({ program, io, onEnd })
  return program
}

function exitCodeHelp(): string {
  const lines = Object.values(ExitCode).map(
    (code) => `  ${String(code).padStart(3)}  ${MEANINGS[code]}`,
  )
  return `\nExit codes:\n${lines.join('\n')}`
}

function version(): string {
  return (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version
}

/** Help or the version was shown: because it was asked for, or since no command was given. */
function isInformation({ code }: CommanderError): boolean {
  return ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(code)
}

/** A command that was done when Ctrl-C came is done; one whose output was lost is not. */
function isUnwritten({ reason }: AbortSignal): boolean {
  return reason instanceof CommandFailure
}

/** What goes on in the background is said by the command that knows. */
function asInterruption(error: unknown, { reason }: AbortSignal): CommandFailure {
  if (reason instanceof CommandFailure) return reason
  if (error instanceof CommandFailure) return error
  return interrupted('What was asked for may be done all the same: see exports list.')
}

/** What commander and the settings refuse is told like every other failure. */
function asUsage(error: unknown): unknown {
  if (error instanceof CommanderError) {
    return wrongUsage(error.message.replace(/^error: /, ''), 'See exports --help.')
  }
  if (error instanceof SettingsError) {
    return wrongUsage(error.problems.join(' '), 'Set them in the environment: docs/settings.md.')
  }
  return error
}
