import { describe, expect, it } from '@jest/globals'
import { loadSettings } from './loadSettings.ts'

describe('loadSettings', () => {
  it('reads what is given and falls back to the default where nothing is', () => {
    const settings = loadSettings(['bucket', 'workerConcurrency', 'logLevel'], {
      EXPORT_BUCKET: 'files',
      EXPORT_WORKER_CONCURRENCY: '8',
      LOG_LEVEL: '',
    })
    expect(settings).toEqual({ bucket: 'files', workerConcurrency: 8, logLevel: 'info' })
  })

  it('takes no replica for none, and a wrong address of one for a mistake', () => {
    const load = (url?: string) => loadSettings(['exportDatabaseUrl'], { EXPORT_DATABASE_URL: url })
    const url = 'postgresql://user:hunter2@replica/db'
    expect(load()).toEqual({ exportDatabaseUrl: '' })
    expect(load(url)).toEqual({ exportDatabaseUrl: url })
    expect(() => load('replica:5432')).toThrow(/EXPORT_DATABASE_URL must be a URL/)
  })

  it('names every missing and wrong setting at once, and no value of a secret', () => {
    const load = () =>
      loadSettings(['databaseUrl', 'bucket', 'workerConcurrency', 'logLevel'], {
        DATABASE_URL: 'mysql://user:hunter2@host/db',
        EXPORT_WORKER_CONCURRENCY: '0',
        LOG_LEVEL: 'loud',
      })
    expect(load).toThrow(/DATABASE_URL must be a URL \(postgres:\/\/… or postgresql:\/\/…\)/)
    expect(load).toThrow(/EXPORT_BUCKET is missing/)
    expect(load).toThrow(/EXPORT_WORKER_CONCURRENCY must be a whole number \(activities, 1 to 64\)/)
    expect(load).toThrow(/LOG_LEVEL must be one of trace, debug/)
    expect(load).not.toThrow(/hunter2/)
  })
})
