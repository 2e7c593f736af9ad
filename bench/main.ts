/** `npm run bench`: options in `options.ts`, how to read the results in `README.md`. */
import { writeFile } from 'node:fs/promises'
import { say, sayFailure } from '../stack/commandLine.ts'
import { parseOptions } from './options.ts'
import { parallelism } from './parallelism.ts'
import { resultsFile } from './resultsFile.ts'
import { runBench } from './runBench.ts'

const args = process.argv.slice(2)
try {
  const options = parseOptions(args)
  const processors = [await parallelism()]
  const sections = await runBench(options, { say })
  processors.push(await parallelism())
  await writeFile(options.output, resultsFile(args, { ...options, processors }, sections))
  say(`\nWritten to ${options.output}`)
} catch (error) {
  sayFailure(error)
}
