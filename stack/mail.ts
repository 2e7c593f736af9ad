/** The mail catcher as a part of the stack: every mail becomes a file in the directory's `mail`. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { environment } from '../config/environment.ts'
import type { Part } from './supervisor.ts'

export interface MailOptions {
  directory: string
  port: number
}

export function mail({ directory, port }: MailOptions): Part {
  return {
    name: 'mail',
    command: process.execPath,
    args: [join(import.meta.dirname, 'mailCatcher.ts'), String(port), mailFolder(directory)],
    environment,
    isReady: () => greets(port),
  }
}

export function mailFolder(directory: string): string {
  return join(directory, 'mail')
}

async function greets(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    const [greeting] = (await once(socket, 'data')) as [Buffer]
    return greeting.toString().startsWith('220 ')
  } finally {
    socket.destroy()
  }
}
