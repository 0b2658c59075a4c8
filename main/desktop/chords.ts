import type { WebContents } from 'electron'
import type { Send } from './ipc.ts'

/** Keys that are for the window wherever the focus is: chords and function keys, none that a page's own fields take. */
const FUNCTION_KEY = /^F\d+$/

/**
 * An original stands in a frame whose keys the window never hears, and after a click the focus is there. So chords are told to the
 * window, which knows whether it has heard them itself; the page still gets them, so that what is selected there can be copied.
 */
export function tellChords(contents: WebContents, send: Send): void {
  contents.on('before-input-event', (_event, { type, key, control, meta, alt, shift }) => {
    if (type !== 'keyDown' || !(control || meta || FUNCTION_KEY.test(key))) return
    send('chord', { key, ctrlKey: control, metaKey: meta, altKey: alt, shiftKey: shift })
  })
}
