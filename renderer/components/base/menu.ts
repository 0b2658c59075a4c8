import type { Component } from 'vue'

export interface MenuAction {
  id: string
  label: string
  icon?: Component
  /** chord, for example `Mod+F` */
  keys?: string
  /** set for a choice: shows a tick or its place */
  checked?: boolean
  danger?: boolean
  disabled?: boolean
  run: () => void
}
/** Entries of a menu or context menu; a heading names a group of choices. */
export type MenuEntry = MenuAction | 'line' | { heading: string }
