import { nativeTheme } from 'electron'
import type { Settings } from '../../shared/model/settings.ts'

/** `--paper` and `--ink` of renderer/styles/tokens.css: what the window shows before its first picture. */
const colours = {
  light: { paper: '#FDFBF7', ink: '#25221C' },
  sepia: { paper: '#F6ECD9', ink: '#33271A' },
  dark: { paper: '#1B1916', ink: '#EBE5D9' },
}

/** Makes the system's own menus, dialogs and scroll bars follow the chosen theme. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme === 'sepia' ? 'light' : theme
}

/** Colours of the theme as it shows now. */
export function themeColours(theme: Settings['theme']): { paper: string; ink: string } {
  if (theme === 'system') return nativeTheme.shouldUseDarkColors ? colours.dark : colours.light
  return colours[theme]
}
