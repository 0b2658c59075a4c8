import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { problemOf, type Problem } from '../../shared/model/problem.ts'

/** How long a toast stays, ms; LOOK.md. It stays longer while the pointer or the focus is on it. */
export const TOAST_MS = 8000

export interface ToastMessage {
  /** text that is ready, or a problem whose sentence is found by its code */
  text?: string
  problem?: Problem
  action?: { label: string; run: () => void }
  /** a second way on, before the first */
  other?: { label: string; run: () => void }
}

/** One message at a time at the foot of the window. */
export const useToastStore = defineStore('toast', () => {
  const current = shallowRef<ToastMessage>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(message: ToastMessage): void {
    current.value = message
    resume()
  }
  /** Shows what went wrong, whatever was thrown. */
  function fail(error: unknown): void {
    show({ problem: problemOf(error) })
  }
  function dismiss(): void {
    clearTimeout(timer)
    current.value = undefined
  }
  function hold(): void {
    clearTimeout(timer)
  }
  function resume(): void {
    clearTimeout(timer)
    timer = setTimeout(dismiss, TOAST_MS)
  }
  return { current, show, fail, dismiss, hold, resume }
})
