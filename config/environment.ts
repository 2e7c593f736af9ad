/** The process's environment: read and written here and nowhere else. */
export const environment: NodeJS.ProcessEnv = process.env
