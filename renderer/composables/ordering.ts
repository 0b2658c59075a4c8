import { computed, nextTick, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettingsStore } from '../stores/settings.ts'
import { useCommands } from './commands/commands.ts'
import { dragSlip } from './drag-slip.ts'

interface Entry {
  id: string
  name: string
  query: string
}

interface Ordering<T> {
  /** what the keyboard sheet calls it, in `app.command` */
  kind: 'Search' | 'Rule'
  entries: () => readonly T[]
  /** keeps the order; what goes wrong it says itself */
  order: (ids: string[]) => Promise<unknown>
}

/**
 * A list that a person puts in order: by dragging, from a menu, or with Alt and the arrow keys on an entry. What is asked for
 * is shown at once, so that one step follows another without waiting for the first to be written.
 */
export function useOrdering<T extends Entry>({ kind, entries, order }: Ordering<T>) {
  const { t, n } = useI18n()
  const settings = useSettingsStore()
  const wanted = shallowRef<string[]>()
  const dragged = ref<string>()
  const over = ref<{ id: string; below: boolean }>()
  /** for screen readers: where the entry has gone */
  const said = ref('')

  const shown = computed(() => {
    const ids = wanted.value
    const all = entries()
    if (!ids) return all
    // one that was added meanwhile comes last, where it will be kept
    const place = ({ id }: T): number => (ids.includes(id) ? ids.indexOf(id) : ids.length)
    return all.toSorted((a, b) => place(a) - place(b))
  })
  const placeOf = (id: string): number => shown.value.findIndex((entry) => entry.id === id)
  const nameOf = ({ name, query }: Entry): string => name || query

  async function put(id: string, to: number): Promise<void> {
    const from = placeOf(id)
    const entry = shown.value[from]
    if (!entry || from === to || settings.readOnly) return
    const ids = shown.value.map((each) => each.id).toSpliced(from, 1)
    ids.splice(to, 0, id)
    const focused = document.activeElement
    wanted.value = ids
    said.value = t('app.order.moved', { name: nameOf(entry), place: n(to + 1), of: n(ids.length) })
    void nextTick(() => {
      keepFocus(focused)
    })
    await order(ids)
    // another step may have been asked for meanwhile
    if (wanted.value === ids) wanted.value = undefined
  }
  const canStep = (id: string, by: 1 | -1): boolean =>
    !settings.readOnly && placeOf(id) >= 0 && shown.value[placeOf(id) + by] !== undefined
  const step = (id: string, by: 1 | -1): void => {
    if (canStep(id, by)) void put(id, placeOf(id) + by)
  }

  const focusedId = (): string => {
    const row = document.activeElement?.closest<HTMLElement>('[data-ordered]')
    return row?.dataset['ordered'] ?? ''
  }
  useCommands(
    ([-1, 1] as const).map((by) => ({
      id: `order${kind}${by < 0 ? 'Up' : 'Down'}`,
      label: () => t(`app.command.order${kind}${by < 0 ? 'Up' : 'Down'}`),
      group: 'everywhere',
      keys: [orderKeys(by)],
      sheetOnly: true,
      when: () => canStep(focusedId(), by),
      run: () => {
        step(focusedId(), by)
      },
    })),
  )

  function drop(): void {
    const [id, at] = [dragged.value, over.value]
    end()
    if (id === undefined || !at) return
    const others = shown.value.filter((entry) => entry.id !== id)
    const to = others.findIndex((entry) => entry.id === at.id)
    if (to >= 0) void put(id, to + (at.below ? 1 : 0))
  }
  function end(): void {
    dragged.value = undefined
    over.value = undefined
  }
  function start(event: DragEvent, entry: T): void {
    if (!event.dataTransfer) return
    dragged.value = entry.id
    event.dataTransfer.effectAllowed = 'copyMove'
    event.dataTransfer.setData('text/plain', entry.query)
    dragSlip(event.dataTransfer, nameOf(entry))
  }
  function overEntry(event: DragEvent, entry: T): void {
    if (dragged.value === undefined || !(event.currentTarget instanceof HTMLElement)) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    over.value = { id: entry.id, below: event.clientY > top + height / 2 }
  }

  /** What makes an element an entry of the list. */
  const ordered = (entry: T) => ({
    'data-ordered': entry.id,
    draggable: !settings.readOnly && shown.value.length > 1,
    class: {
      dragged: dragged.value === entry.id,
      'drop-above': over.value?.id === entry.id && !over.value.below,
      'drop-below': over.value?.id === entry.id && over.value.below,
    },
    onDragstart: (event: DragEvent) => {
      start(event, entry)
    },
    onDragover: (event: DragEvent) => {
      overEntry(event, entry)
    },
    onDragleave: () => (over.value = undefined),
    onDrop: (event: DragEvent) => {
      if (dragged.value === undefined) return
      event.preventDefault()
      drop()
    },
    onDragend: end,
  })

  return { shown, ordered, step, canStep, said }
}

export const orderKeys = (by: 1 | -1): string => (by < 0 ? 'Alt+ArrowUp' : 'Alt+ArrowDown')

/** An element that is moved loses the focus, and so does a button that the move has disabled: another of the entry gets it then. */
function keepFocus(focused: Element | null): void {
  const entry = focused?.closest('[data-ordered]')
  if (!entry || !(focused instanceof HTMLElement)) return
  const able = focused.matches(':disabled')
    ? [...entry.querySelectorAll<HTMLElement>('button:enabled')].at(-1)
    : focused
  able?.focus()
}
