/** The requesters' commands, as commander knows them. */
import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { checkOutput, type DownloadOptions, download } from './download.ts'
import { cancel, remove } from './each.ts'
import { estimate } from './estimate.ts'
import { get } from './get.ts'
import { type ListOptions, list } from './list.ts'
import { atLeastOne } from './numbers.ts'
import { addPageOptions } from './pages.ts'
import { type AskOptions, type FollowOptions, follow, request } from './request.ts'
import { addRequestOptions, type RequestOptions, TYPE } from './requestOptions.ts'
import { addScheduleCommands } from './schedules/index.ts'
import { type Commands, type Run, runnerOf } from './session.ts'
import { types } from './types.ts'
import { watch } from './watch.ts'

export function addRequesterCommands(commands: Commands): void {
  const { program, io } = commands
  const run = runnerOf(commands)
  program.commandsGroup('For requesters (over the API):')
  addAsking(program, run)
  addLooking(program, run)
  addChanging(program, io, run)
  addScheduleCommands(program, run)
}

function addAsking(program: Command, run: Run): void {
  addRequestOptions(program.command('request').argument('[type]', TYPE))
    .description('ask for an export')
    .option('--idempotency-key <key>', 'the same key never makes a second export')
    .option('--reuse-within <seconds>', 'take a file whose rows are no older', atLeastOne)
    .option('--watch', 'watch it to its end')
    .option('--download [path]', 'watch it, and fetch the file; - for standard output')
    .option('--force', 'replace a file that is there')
    .action((type: string | undefined, options: AskOptions, command: Command) =>
      run(command, (session) => request(session, type, options)),
    )
  addRequestOptions(program.command('estimate').argument('[type]', TYPE))
    .description('say what an export would come to')
    .action((type: string | undefined, options: RequestOptions, command: Command) =>
      run(command, (session) => estimate(session, type, options)),
    )
  program
    .command('retry <id>')
    .description('begin the next attempt of an export that failed or was cancelled')
    .option('--watch', 'watch it to its end')
    .action((id: string, options: FollowOptions, command: Command) =>
      run(command, async (session) => {
        const job = await session.client.retry(id)
        session.reporter.show(job, () => [`Attempt ${job.attempt} of ${job.id}`])
        return await follow(session, job, options)
      }),
    )
}

function addLooking(program: Command, run: Run): void {
  program
    .command('watch <id...>')
    .description('watch exports to their ends')
    .action((ids: string[], _: unknown, command: Command) =>
      run(command, (session) => watch(session, ids)),
    )
  addPageOptions(program.command('list'))
    .description('your exports, newest first')
    .option('--status <status>', 'PENDING, COMPLETED, FAILED or CANCELLED')
    .option('--type <type>', 'only exports of this type')
    .option('--file-type <type>', 'XLSX, CSV or PDF')
    .action((options: ListOptions, command: Command) =>
      run(command, (session) => list(session, options)),
    )
  program
    .command('get <id>')
    .description('everything about one export')
    .action((id: string, _: unknown, command: Command) =>
      run(command, (session) => get(session, id)),
    )
  program
    .command('types [type]')
    .description('what you may export; of one type its columns and filters')
    .action((type: string | undefined, _: unknown, command: Command) =>
      run(command, (session) => types(session, type)),
    )
}

function addChanging(program: Command, io: Io, run: Run): void {
  program
    .command('download <id>')
    .description('fetch the file of an export')
    .option('--output <path>', 'a file, a folder, or - for standard output')
    .option('--force', 'replace a file that is there')
    .action((id: string, options: DownloadOptions, command: Command) =>
      run(command, async (session) => {
        await checkOutput(io, options)
        await download(session, await session.client.get(id), options)
      }),
    )
  program
    .command('cancel <id...>')
    .description('stop exports that are not done')
    .action((ids: string[], _: unknown, command: Command) =>
      run(command, (session) => cancel(session, ids)),
    )
  program
    .command('remove <id...>')
    .description('take exports that are over from your list, and remove their files')
    .action((ids: string[], _: unknown, command: Command) =>
      run(command, (session) => remove(session, ids)),
    )
}
