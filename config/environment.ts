/** The environment of this process: the one place where it is read or written. */
export const environment: NodeJS.ProcessEnv = process.env
