import type { markColours } from '../../../shared/model/mark.ts'

export type MarkColour = (typeof markColours)[number]

const names: readonly (readonly [RegExp, MarkColour])[] = [
  [/yellow|gold|orange|amber/i, 'amber'],
  [/green|lime|olive/i, 'leaf'],
  [/blue|cyan|aqua|navy|teal/i, 'sky'],
  [/pink|red|magenta|purple|violet|fuchsia/i, 'rose'],
]

/** The one of our colours that is nearest to a colour's name or value: `single-file-highlight-pink`, `background:#9cf`. */
export function colourOf(style: string): MarkColour {
  const named = names.find(([pattern]) => pattern.test(style))?.[1]
  if (named !== undefined) return named
  const hex = /#([0-9a-f]{6}|[0-9a-f]{3})\b/i.exec(style)?.[1]
  const rgb = /rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(style)
  const full = hex?.length === 3 ? hex.replace(/./g, '$&$&') : hex
  const [red, green, blue] =
    full !== undefined
      ? [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16))
      : [rgb?.[1], rgb?.[2], rgb?.[3]].map(Number)
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red)) return 'amber'
  const most = Math.max(red, green, blue)
  if (red > blue && green > blue && Math.abs(red - green) < 70) return 'amber'
  if (most === green) return 'leaf'
  return most === blue ? 'sky' : 'rose'
}
