import { jsonOption, libraryOption, type Command } from './command.ts'
import { withLibrary } from './library.ts'

/** Entries of each list that people get to see. */
const MOST = 10
const GAP = '  '

type Stats = Record<string, number | string | Record<string, number>>

export const stats: Command = {
  name: 'stats',
  summary: 'Count what is in a library.',
  usage: ['stats --library DIR [--json]'],
  examples: ['stats --library ~/Keepleaf'],
  options: { ...libraryOption, ...jsonOption },
  operands: [0, 0],
  run: (args, output) =>
    withLibrary(args, output, { owner: 'keepleaf stats', readOnly: true }, async ({ store }) => {
      const counts = await store.stats()
      if (args.flag('json')) await output.json(counts)
      else await output.write(`${statsText(counts)}\n`)
      return 0
    }),
}

/** The counts in two columns, then each list with its largest entries. */
export function statsText(counts: Stats): string {
  const single = Object.entries(counts).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [[title(name), name === 'bytes' ? sizeOf(Number(value)) : shown(value)] as const],
  )
  const lists = Object.entries(counts).flatMap(([name, value]) =>
    typeof value === 'object' && Object.keys(value).length > 0 ? [list(name, value)] : [],
  )
  return [aligned(single, ''), ...lists].join('\n\n')
}

function list(name: string, counts: Record<string, number>): string {
  const all = Object.entries(counts)
  // years are looked at in their own order, everything else by size
  if (name === 'years') all.sort(([a], [b]) => Number(b) - Number(a))
  const rows = all.slice(0, MOST).map(([key, count]) => [key, shown(count)] as const)
  const more = all.length > MOST ? `\n${GAP}and ${(all.length - MOST).toLocaleString('en')} more` : ''
  return `${title(name)}\n${aligned(rows, GAP)}${more}`
}

/** Names to the left, numbers to the right. */
function aligned(rows: readonly (readonly [string, string])[], indent: string): string {
  const left = Math.max(...rows.map(([name]) => [...name].length))
  const right = Math.max(...rows.map(([, value]) => value.length))
  return rows
    .map(([name, value]) => `${indent}${name}${' '.repeat(left - [...name].length)}${GAP}${value.padStart(right)}`)
    .join('\n')
}

const title = (name: string): string => (name === 'bytes' ? 'Originals' : name.charAt(0).toUpperCase() + name.slice(1))
const shown = (value: number | string): string => (typeof value === 'number' ? value.toLocaleString('en') : value)

/** `1.4 GB`, in powers of 1,000 as the systems show them. */
function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000
  return `${size >= 100 || unit === 0 ? size.toFixed(0) : size.toFixed(1)} ${units[unit] ?? ''}`
}
