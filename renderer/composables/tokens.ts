import { useMediaQuery, useMutationObserver } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef } from 'vue'

/** Colours for what is drawn on a canvas, where styles do not reach. */
export interface Tokens {
  ink: string
  quiet: string
  line: string
  plain: string
  accent: string
  paper: string
}

const names: Record<keyof Tokens, string> = {
  ink: '--ink',
  quiet: '--ink-3',
  line: '--line',
  plain: '--line-2',
  accent: '--accent',
  paper: '--paper',
}
const forced: Tokens = {
  ink: 'CanvasText',
  quiet: 'CanvasText',
  line: 'GrayText',
  plain: 'GrayText',
  accent: 'Highlight',
  paper: 'Canvas',
}

/** The theme's colours as they are now; other ones when the theme changes. */
export function useTokens(): ComputedRef<Tokens> {
  const theme = shallowRef(0)
  useMutationObserver(document.documentElement, () => theme.value++, { attributeFilter: ['data-theme'] })
  const forcedColours = useMediaQuery('(forced-colors: active)')
  return computed(() => {
    if (forcedColours.value || theme.value < 0) return forced
    const style = getComputedStyle(document.documentElement)
    const value = (key: keyof Tokens): string => style.getPropertyValue(names[key]).trim()
    return {
      ...{ ink: value('ink'), quiet: value('quiet'), line: value('line') },
      ...{ plain: value('plain'), accent: value('accent'), paper: value('paper') },
    }
  })
}
