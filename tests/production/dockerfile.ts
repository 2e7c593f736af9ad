/** What each stage of a Dockerfile holds of the repository. */
import { readFileSync } from 'node:fs'

/**
 * By stage, the paths that it copies from the repository, those of the stages that it begins from
 * included. A stage without a name is called `default`.
 */
export function copiedByStage(file: URL): Map<string, string[]> {
  const stages = new Map<string, string[]>()
  let stage = ''
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [word, ...rest] = line.split(/\s+/)
    if (word === 'FROM') {
      const [from = '', , name = 'default'] = rest
      stage = name
      stages.set(stage, [...(stages.get(from) ?? [])])
    } else if (word === 'COPY' && !line.includes('--from=')) {
      stages.get(stage)?.push(...rest.slice(0, -1))
    }
  }
  return stages
}
