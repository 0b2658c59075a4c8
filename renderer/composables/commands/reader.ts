import { BookOpen, Info, Maximize2, StickyNote, Wrench } from '@lucide/vue'
import { nextTick } from 'vue'
import { useI18n } from 'vue-i18n'
import { markColours, type Mark } from '../../../shared/model/mark.ts'
import { useReaderStore } from '../../stores/reader.ts'
import { useSettingsStore } from '../../stores/settings.ts'
import { useCommands, type Command } from './commands.ts'
import { mac } from './key-names.ts'

/** What the reading view can be told; undefined while another view is shown. */
interface ReadingView {
  byPage(step: 1 | -1): void
  bySection(step: 1 | -1): void
  stepHit(step: 1 | -1): void
  stepMark(step: 1 | -1): void
  stepSentence(step: 1 | -1): void
  hits: { count: number }
  /** words are selected, or a mark has the reader's attention */
  hasTarget(): boolean
  onMark(): boolean
  setColour(colour: Mark['colour']): void
  writeNote(): void
  writeArticleNote(): void
  removeMark(): void
  copyWithSource(): void
  escape(): void
}

interface Parts {
  view: { readonly value: ReadingView | null | undefined }
  /** an article is open in a reader that is shown */
  here: () => boolean
  fix: { possible: () => boolean; run: () => unknown }
  toggleAbout: () => void
  onlyText: { on: () => boolean; toggle: () => unknown }
}

/** A Mac shows its desktop with F11. */
export function onlyTextKeys(): [string, string] {
  return mac.value ? ['Mod+Shift+F', 'F11'] : ['F11', 'Mod+Shift+F']
}

/** Turning pages, going from hit to hit and from mark to mark, and making marks; there while the reader is. */
export function useReaderCommands({ view, here, fix, toggleAbout, onlyText }: Parts): void {
  const { t } = useI18n()
  const reader = useReaderStore()
  const settings = useSettingsStore()
  const say = (key: string) => () => t(`reader.keys.${key}`)
  const reading = (): boolean => here() && reader.view === 'reading'
  const onTarget = (): boolean => reading() && (view.value?.hasTarget() ?? false)
  const writable = (): boolean => onTarget() && !settings.readOnly

  /** A step on and the step back, one after the other on the sheet; the keys of both. */
  const steps = (
    [on, back]: readonly [string, string],
    [onKeys, backKeys]: readonly [string[], string[]],
    more: Pick<Command, 'group' | 'inFields'> & { when: () => boolean; go: (by: 1 | -1) => unknown },
  ): Command[] =>
    ([1, -1] as const).map((by) => ({
      id: `reader.${by === 1 ? on : back}`,
      label: say(by === 1 ? on : back),
      group: more.group,
      keys: by === 1 ? onKeys : backKeys,
      sheetOnly: true,
      inFields: more.inFields ?? false,
      when: more.when,
      run: () => more.go(by),
    }))

  useCommands([
    ...steps(['pageDown', 'pageUp'], [['Space'], ['Shift+Space']], {
      group: 'reading',
      when: () => reading() && !onControl(),
      go: (by) => view.value?.byPage(by),
    }),
    ...steps(['nextSection', 'previousSection'], [[']'], ['[']], {
      group: 'reading',
      when: reading,
      go: (by) => view.value?.bySection(by),
    }),
    ...steps(
      ['nextHit', 'previousHit'],
      [
        ['F3', 'Mod+G'],
        ['Shift+F3', 'Mod+Shift+G'],
      ],
      {
        group: 'reading',
        inFields: true,
        when: () => reading() && (view.value?.hits.count ?? 0) > 0,
        go: (by) => view.value?.stepHit(by),
      },
    ),
    ...steps(['nextMark', 'previousMark'], [['N'], ['P']], {
      group: 'marks',
      when: reading,
      go: (by) => view.value?.stepMark(by),
    }),
    ...steps(['nextSentence', 'previousSentence'], [['.'], [',']], {
      group: 'marks',
      when: reading,
      go: (by) => view.value?.stepSentence(by),
    }),
    {
      id: 'reader.original',
      label: () => t(reader.view === 'original' ? 'reader.keys.reading' : 'reader.keys.original'),
      group: 'reading',
      keys: ['V'],
      icon: BookOpen,
      when: here,
      run: () => reader.show(reader.view === 'reading' ? 'original' : 'reading'),
    },
    {
      id: 'reader.fix',
      label: () => t('sites.fix'),
      group: 'reading',
      icon: Wrench,
      when: () => here() && fix.possible(),
      run: fix.run,
    },
    {
      id: 'reader.about',
      label: () => t('reader.about'),
      group: 'reading',
      keys: ['I'],
      icon: Info,
      when: here,
      run: toggleAbout,
    },
    {
      id: 'reader.onlyText',
      label: () => t('reader.onlyText'),
      group: 'reading',
      keys: onlyTextKeys(),
      icon: Maximize2,
      when: here,
      run: onlyText.toggle,
    },
    {
      id: 'reader.leaveOnlyText',
      label: say('leaveOnlyText'),
      group: 'reading',
      keys: ['Escape'],
      sheetOnly: true,
      // what is selected in the text is let go first
      when: () => onlyText.on() && !onTarget(),
      run: onlyText.toggle,
    },
    ...markColours.map((colour, index) => ({
      id: `reader.mark.${colour}`,
      label: () => t('reader.markIn', { colour: t(`reader.colours.${colour}`) }),
      group: 'marks' as const,
      keys: [String(index + 1)],
      sheetOnly: true,
      when: writable,
      run: () => view.value?.setColour(colour),
    })),
    {
      id: 'reader.note',
      label: say('note'),
      group: 'marks',
      keys: ['Enter'],
      sheetOnly: true,
      when: () => writable() && !onControl(),
      run: () => view.value?.writeNote(),
    },
    {
      id: 'reader.articleNote',
      label: say('articleNote'),
      group: 'marks',
      keys: ['W'],
      icon: StickyNote,
      when: () => here() && !settings.readOnly,
      run: async () => {
        await reader.show('reading')
        await nextTick()
        view.value?.writeArticleNote()
      },
    },
    {
      id: 'reader.removeMark',
      label: () => t('reader.removeMark'),
      group: 'marks',
      keys: ['Backspace'],
      sheetOnly: true,
      when: () => writable() && (view.value?.onMark() ?? false),
      run: () => view.value?.removeMark(),
    },
    {
      id: 'reader.copyWithSource',
      label: say('copyWithSource'),
      group: 'marks',
      keys: ['Mod+Shift+C'],
      sheetOnly: true,
      when: onTarget,
      run: () => view.value?.copyWithSource(),
    },
    {
      id: 'reader.escape',
      label: say('escape'),
      group: 'marks',
      keys: ['Escape'],
      sheetOnly: true,
      when: onTarget,
      run: () => view.value?.escape(),
    },
  ])
}

/** The space bar and Enter belong to a button, a link or a row that has the focus. */
function onControl(): boolean {
  return document.activeElement?.matches('button, a, summary, [role=option], [role=row], [role=checkbox]') ?? false
}
