/** The operators' commands. What they need is loaded when one is run: it is much, and slow to load. */
import { type Command, Option } from 'commander'
import { FailureCode } from '../../contract/index.ts'
import type { RedriveOptions } from '../operator/redrive/redrive.ts'
import { NO_CODE } from '../operator/redrive/words.ts'
import { Reporter } from '../output/reporter.ts'
import { atLeastOne } from './numbers.ts'
import type { Commands } from './session.ts'

/** Messages that are held in memory at once. */
const DEFAULT_LIMIT = 1_000

export function addOperatorCommands({ program, io, onEnd }: Commands): void {
  program.commandsGroup('For operators (settings as those of the bridge):')
  program
    .command('redrive')
    .description('look into the dead-letter queue, and send messages back to the queue')
    .option('--dry-run', 'only look')
    .addOption(
      new Option('--code <code...>', 'only those with this reason; NONE for those that SQS moved')
        // A misspelt code would choose nothing, as if nothing were there.
        .choices([...Object.values(FailureCode), NO_CODE]),
    )
    .option('--export-id <id...>', 'only those of these exports')
    .option('--limit <n>', 'choose at most so many', atLeastOne, DEFAULT_LIMIT)
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
