import { join } from 'node:path'
import logger from 'electron-log/node'

/** Two files of this size at most: the log of weeks, and nothing that fills a disk. */
const LOG_MAX_BYTES = 1024 * 1024

// until a folder is named nothing is written: the command line and the tests have no data folder
logger.transports.file.level = false
logger.transports.console.level = false

/** Writes what happens to `logs/keepleaf.log` in the data folder from now on; the previous file is kept as `keepleaf.old.log`. */
export function openLog(dataFolder: string): void {
  const path = join(dataFolder, 'logs', 'keepleaf.log')
  logger.transports.file.resolvePathFn = () => path
  logger.transports.file.maxSize = LOG_MAX_BYTES
  logger.transports.file.level = 'info'
}

/** What happened, for a person who looks for a fault. Names of files, never what is in them. */
export const log = {
  info: (message: string): void => {
    logger.info(message)
  },
  error: (message: string, error?: unknown): void => {
    logger.error(message, error instanceof Error ? (error.stack ?? error.message) : (error ?? ''))
  },
}
