import { computed, onScopeDispose, shallowReactive, type Component } from 'vue'
import { mac } from './key-names.ts'

/** in the order in which a key is looked for: what one is in the midst of goes first */
export const commandGroups = ['triage', 'everywhere', 'list', 'article', 'reading', 'marks', 'goto'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** One thing that can be done: in the palette, on the keyboard sheet, on keys and from the system's menu. */
export interface Command {
  id: string
  /** in the language of the window; called when drawn */
  label: () => string
  group: CommandGroup
  /** chords `Mod+F`, `Shift+ArrowDown`, `?`, or sequences `G A`; the first is the one that menus show */
  keys?: string[]
  icon?: Component
  /** when it can be done now; always when left out */
  when?: () => boolean
  run: () => unknown
  /** listed on the sheet but not in the palette: walking, marks on a selection */
  sheetOnly?: boolean
  /** also while a text field has the focus; chords with Mod always do */
  inFields?: boolean
  /** the keys are those of a text field while one has the focus: it has its own undo and its own “all” */
  leftToFields?: boolean
}

/** By id; of several the last one counts, and those before it again when that is gone: a view can stand above another that is kept. */
const registry = shallowReactive(new Map<string, readonly Command[]>())

/** All commands, in the order of their groups. */
export const allCommands = computed(() =>
  [...registry.values()]
    .flatMap((those) => those.slice(-1))
    .sort((a, b) => commandGroups.indexOf(a.group) - commandGroups.indexOf(b.group)),
)

/** Adds commands; returns how to take them away. A later one with the same id stands in for the earlier as long as it is there. */
export function registerCommands(commands: Command[]): () => void {
  for (const command of commands) registry.set(command.id, [...(registry.get(command.id) ?? []), command])
  return () => {
    for (const command of commands) {
      const left = registry.get(command.id)?.filter((other) => other !== command) ?? []
      if (left.length > 0) registry.set(command.id, left)
      else registry.delete(command.id)
    }
  }
}

/** Commands of a component: there as long as it is. */
export function useCommands(commands: Command[]): void {
  onScopeDispose(registerCommands(commands))
}

export function isPossible(command: Command): boolean {
  return command.when?.() ?? true
}

/** Does it if it can be done now; false when not. */
export function runCommand(id: string): boolean {
  const command = registry.get(id)?.at(-1)
  if (!command || !isPossible(command)) return false
  void command.run()
  return true
}

/** The chord of a key press in the registry's words: `Mod+Shift+C`, `J`, `?`. */
export function chordOf(event: KeyboardEvent, onMac = mac.value): string {
  const { key } = event
  const letter = key.length === 1 && key !== ' ' ? key.toUpperCase() : key === ' ' ? 'Space' : key
  const mod = onMac ? event.metaKey : event.ctrlKey
  const other = onMac ? event.ctrlKey : event.metaKey
  // `?` and `+` already hold their Shift
  const shift = event.shiftKey && (key.length > 1 || letter !== key.toLowerCase() || key === ' ')
  return [mod && 'Mod', other && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', letter]
    .filter((part) => part !== false)
    .join('+')
}

/** How long the second key of a sequence may take, ms. */
const SEQUENCE_MS = 1500

/** A letter, digit or sign without Ctrl or Alt, or two of them: who speaks to the computer sets them off by accident. */
export const isBare = (keys: string): boolean => /^(?:Shift\+)?\S(?: \S)?$/u.test(keys)

export interface KeyHandlerOptions {
  /** asked only when there is something to do: it may look through the page, and a letter typed into a field does not wait */
  hears: (event: KeyboardEvent) => boolean
  /** whether bare keys are commands (WCAG 2.1.4, character key shortcuts); they are when left out */
  bare?: () => boolean
}

/** Runs the command of a key press. Keep one for the window: it remembers the first key of a sequence. */
export function createKeyHandler({ hears, bare = () => true }: KeyHandlerOptions): (event: KeyboardEvent) => void {
  let first: { key: string; at: number } | undefined

  function find(chord: string, inField: boolean): Command | undefined {
    return allCommands.value.find(
      (command) =>
        command.keys?.includes(chord) &&
        (!inField || (!command.leftToFields && (command.inFields || /^(Mod|F\d)/.test(chord)))) &&
        isPossible(command),
    )
  }

  const begins = (chord: string): boolean =>
    allCommands.value.some(({ keys }) => keys?.some((k) => k.startsWith(`${chord} `)))

  return (event) => {
    if (event.defaultPrevented || event.isComposing) return
    const chord = chordOf(event)
    if (isBare(chord) && !bare()) return
    const inField = isField(event.target)
    const started = first && event.timeStamp - first.at < SEQUENCE_MS ? first.key : undefined
    first = undefined
    const command = (started && find(`${started} ${chord}`, inField)) ?? find(chord, inField)
    if (command) {
      if (!hears(event)) return
      event.preventDefault()
      void command.run()
    } else if (!inField && begins(chord) && hears(event)) {
      first = { key: chord, at: event.timeStamp }
    }
  }
}

const NOT_TEXT: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'radio',
  'range',
  'color',
  'file',
  'submit',
  'reset',
])

function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type)
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable)
}
