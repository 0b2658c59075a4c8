import { useClipboard } from '@vueuse/core'
import { computed, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ArticleRecord } from '../../../shared/model/article.ts'
import type { Mark } from '../../../shared/model/mark.ts'
import { changedMark, newMark } from './edit.ts'
import type { useMarkSelection } from './selection.ts'

type Source = Pick<ArticleRecord, 'title' | 'byline' | 'site' | 'url'>

interface Parts {
  body: Ref<HTMLElement | null | undefined>
  marks: Ref<Mark[]>
  /** the mark whose note is being written */
  editing: Ref<string | undefined>
  /** the mark that has the reader's attention */
  active: Ref<string | undefined>
  selection: ReturnType<typeof useMarkSelection>
  /** changes when the marks are drawn anew */
  drawn: () => unknown
  readOnly: () => boolean | undefined
  save: (mark: Mark) => void
  drop: (id: string) => void
}

/** Making a mark of the selected words, and changing the one that was gone to: its colour, its note, its end. */
export function useMarkEditing({ body, marks, editing, active, selection, drawn, readOnly, save, drop }: Parts) {
  const { t } = useI18n()
  const { copy } = useClipboard()
  const activeMark = computed(() => marks.value.find(({ id }) => id === active.value))

  function setColour(colour: Mark['colour']): string | undefined {
    if (readOnly()) return undefined
    const mark = activeMark.value
    if (mark) {
      save(changedMark(mark, { colour }))
      return mark.id
    }
    if (!selection.selected.value) return undefined
    const made = newMark(selection.selected.value, colour)
    document.getSelection()?.removeAllRanges()
    selection.close()
    save(made)
    active.value = made.id
    return made.id
  }

  function writeNote(): void {
    const id = activeMark.value?.id ?? setColour('amber')
    selection.bar.value = undefined
    editing.value = id
  }

  function saveNote(mark: Mark, note: string): void {
    editing.value = undefined
    save(changedMark(mark, { note }))
  }

  function remove(id: string): void {
    active.value = undefined
    selection.close()
    drop(id)
  }

  function removeActive(): void {
    if (activeMark.value) remove(activeMark.value.id)
  }

  const words = (): string => activeMark.value?.quote ?? selection.selected.value?.quote ?? ''

  async function copyWords(): Promise<void> {
    await copy(words())
    selection.close()
  }

  /** The words with where they stand, a line each. */
  async function copyWithSource({ title, byline, site, url }: Source): Promise<void> {
    const source = [title, [byline, site].filter((part) => part !== undefined).join(', '), url]
    await copy([t('reader.quoted', { words: words() }), ...source.filter(Boolean)].join('\n'))
    selection.close()
  }

  /** A press in the text: on a mark, or beside one. */
  function press(target: Element | undefined): void {
    if (selection.range()) return
    const mark = target?.closest<HTMLElement>('mark[data-mark]')
    active.value = mark?.dataset.mark
    if (mark) selection.place(mark.getClientRects())
    else if (!selection.selected.value) selection.close()
  }

  function escape(): boolean {
    if (!selection.bar.value && active.value === undefined) return false
    document.getSelection()?.removeAllRanges()
    active.value = undefined
    selection.close()
    return true
  }

  /** Another article: nothing of the one before is held. */
  function reset(): void {
    active.value = editing.value = undefined
    selection.close()
  }

  watch([active, drawn], () => {
    for (const piece of body.value?.querySelectorAll<HTMLElement>('mark[data-mark]') ?? [])
      piece.classList.toggle('is-active', piece.dataset.mark === active.value)
  })

  const hasTarget = (): boolean => selection.selected.value !== undefined || activeMark.value !== undefined

  return {
    activeMark,
    setColour,
    writeNote,
    saveNote,
    remove,
    removeActive,
    copyWords,
    copyWithSource,
    press,
    escape,
    reset,
    hasTarget,
  }
}
