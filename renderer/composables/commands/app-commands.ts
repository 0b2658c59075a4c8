import { runCommand } from './commands.ts'
import { useEverywhereCommands } from './everywhere.ts'
import { useExtractCommands } from './extract.ts'
import { usePlaceCommands } from './places.ts'
import { useViewCommands } from './view.ts'

/** The commands of the window, wherever one is; a file a domain, beside this one. */
export function useAppCommands(togglePlaces: () => void): void {
  useEverywhereCommands(togglePlaces)
  usePlaceCommands()
  useViewCommands()
  useExtractCommands()
}

const OF_THE_READER: ReadonlySet<string> = new Set(['original', 'onlyText'])

/** Names that the menu of the system and the main process use. */
export function runFromMenu(name: string): void {
  runCommand(OF_THE_READER.has(name) ? `reader.${name}` : name)
}
