import { useElementSize } from '@vueuse/core'
import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue'
import type { Mark } from '../../../shared/model/mark.ts'
import { highlight, piecesOf, type Highlighted } from './highlights.ts'
import { layoutNotes } from './notes.ts'

/** Between two notes in the margin, px. */
const NOTE_GAP = 14
/** The reader's width from which the margin has room for notes (LOOK.md), px. */
export const MARGIN_FROM = 700

const BLOCKS = 'p, li, blockquote, pre, figure, table, dl, h1, h2, h3, h4, h5, h6'

interface Parts {
  /** where the reading view is */
  body: Ref<HTMLElement | null | undefined>
  /** the notes in the margin, by `data-note` */
  margin: Ref<HTMLElement | null | undefined>
  pane: Ref<HTMLElement | null | undefined>
  marks: Ref<Mark[]>
  /** a mark whose note is being written, shown though it has no note yet */
  editing: Ref<string | undefined>
  /** bottom of what stands at the top of the margin, px from the top of the body */
  least: Ref<number>
}

/** Marks in the page and their notes: in the margin where there is one, else in the text below the mark's paragraph. */
export function useMarkPage({ body, margin, pane, marks, editing, least }: Parts) {
  const shown = shallowRef<Highlighted>()
  /** px from the top of the body */
  const tops = shallowRef(new Map<string, number>())
  const noteTops = shallowRef(new Map<string, number>())
  const slots = shallowRef(new Map<string, HTMLElement>())
  const height = ref(0)
  const { width } = useElementSize(pane)
  const folded = computed(() => width.value > 0 && width.value <= MARGIN_FROM)
  const lost = computed(() => shown.value?.lost ?? [])
  const noted = computed(() =>
    marks.value
      .filter(({ id, note }) => (note !== '' || id === editing.value) && tops.value.has(id))
      .sort((a, b) => (tops.value.get(a.id) ?? 0) - (tops.value.get(b.id) ?? 0)),
  )

  /** Wraps the marks anew; after the page or the marks have changed. */
  function draw(): void {
    const root = body.value
    if (!root) return
    // the observer speaks up after the first layout, which is too late to scroll by
    width.value = pane.value?.clientWidth ?? width.value
    for (const slot of slots.value.values()) slot.remove()
    slots.value = new Map()
    shown.value = highlight(root, marks.value)
    fold()
    measure()
  }

  /** A place in the text for each note when there is no margin. */
  function fold(): void {
    const root = body.value
    if (!root) return
    const next = new Map<string, HTMLElement>()
    if (folded.value) {
      for (const { id } of [...noteIds()].reverse()) {
        const block: Element | null | undefined = piecesOf(root, id).at(-1)?.closest(BLOCKS)
        const slot = slots.value.get(id) ?? document.createElement('div')
        slot.dataset.slot = id
        if (block && block !== root) block.after(slot)
        else root.append(slot)
        next.set(id, slot)
      }
    }
    for (const [id, slot] of slots.value) if (!next.has(id)) slot.remove()
    slots.value = next
  }

  const noteIds = (): Mark[] => marks.value.filter(({ id, note }) => note !== '' || id === editing.value)

  /** Reads where the marks are and lays the notes out; after anything has changed its height. */
  function measure(): void {
    const root = body.value
    if (!root) return
    const origin = root.getBoundingClientRect().top
    height.value = root.offsetHeight
    const next = new Map<string, number>()
    for (const element of root.querySelectorAll<HTMLElement>('mark[data-mark]')) {
      const id = element.dataset.mark ?? ''
      if (!next.has(id)) next.set(id, (element.getClientRects()[0]?.top ?? origin) - origin)
    }
    tops.value = next
    void nextTick(layout)
  }

  function layout(): void {
    const boxes = noted.value.map(({ id }) => ({
      id,
      wish: tops.value.get(id) ?? 0,
      height: margin.value?.querySelector<HTMLElement>(`[data-note="${CSS.escape(id)}"]`)?.offsetHeight ?? 0,
    }))
    noteTops.value = layoutNotes(boxes, NOTE_GAP, least.value)
  }

  watch([folded, editing], () => {
    fold()
    void nextTick(measure)
  })
  watch(least, layout)

  return { shown, tops, noteTops, slots, folded, lost, noted, height, draw, measure, layout }
}
