/** The operators' commands. What they need is loaded when one is run: it is much, and slow to load. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ExitCode } from '../exitCode.ts'
import type { Io } from '../io.ts'
import type { RedriveOptions } from '../operator/redrive/redrive.ts'
import { Reporter } from '../output/reporter.ts'

/** Messages that are held in memory at once. */
const DEFAULT_LIMIT = 1_000

export function addOperatorCommands(
  program: Command,
  io: Io,
  onEnd: (exitCode: ExitCode) => void,
): void {
  program.commandsGroup('For operators (settings as those of the bridge):')
  program
    .command('redrive')
    .description('look into the dead-letter queue, and send messages back to the queue')
    .option('--dry-run', 'only look')
    .option('--code <code...>', 'only those with this reason; NONE for those that SQS moved')
    .option('--export-id <id...>', 'only those of these exports')
    .option('--limit <n>', 'choose at most so many', positive, DEFAULT_LIMIT)
    .option('--yes', 'do not ask')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RedriveOptions & { json?: boolean }>()
      const { redriveCommand } = await import('../operator/redriveCommand.ts')
      onEnd(await redriveCommand(new Reporter(io, options), options))
    })
  program
    .command('doctor')
    .description('check everything that exports need, and say what to do')
    .action(async (_: unknown, command: Command) => {
      const { doctorCommand } = await import('../operator/doctorCommand.ts')
      onEnd(await doctorCommand(new Reporter(io, command.optsWithGlobals())))
    })
}

function positive(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1) {
    throw new InvalidArgumentError('It must be a whole number from 1.')
  }
  return number
}
