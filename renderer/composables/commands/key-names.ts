import { ref } from 'vue'

/** On a Mac `Mod` is ⌘ and keys are written as signs; set once at the start. */
export const mac = ref(false)
/** What is printed on the keys, in the language of the window. */
export const keyNames = ref<Readonly<Record<string, string>>>({ Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc' })

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Ctrl: '⌃', Enter: '↵' }
const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The caps to draw for a chord such as `Mod+Shift+C` or a sequence such as `G A`. */
export function keyCaps(chord: string, onMac = mac.value): string[] {
  return chord
    .split(/ |\+(?=.)/)
    .map((key) => (onMac ? MAC_SIGNS[key] : undefined) ?? ARROWS[key] ?? keyNames.value[key] ?? key)
}

/** One line of text for menus and tooltips: `Ctrl F`, `⌘F`. */
export function keyText(chord: string, onMac = mac.value): string {
  return keyCaps(chord, onMac).join(onMac && chord.includes('+') ? '' : ' ')
}

/** For `aria-keyshortcuts`, which knows `Control` and `Meta`. */
export function ariaKeys(chord: string, onMac = mac.value): string {
  return chord.replace('Mod', onMac ? 'Meta' : 'Control')
}
