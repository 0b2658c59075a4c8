import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CALL_CHANNEL, callNames, EVENT_CHANNEL, eventNames } from '../shared/ipc/channels.ts'
import type { Bridge } from '../shared/ipc/contract.ts'

const calls = new Set<string>(callNames)
const events = new Set<string>(eventNames)

/** What the window begins with, asked for while its script is still being read; the first to ask gets this answer. */
let state: Promise<string> | undefined = ipcRenderer.invoke(CALL_CHANNEL, 'app.state', undefined)

// a listener a part of the window: more than the ten from which on Node suspects a leak
ipcRenderer.setMaxListeners(0)

const bridge: Bridge = {
  call(name, input) {
    if (name === 'app.state' && state) {
      const early = state
      state = undefined
      return early
    }
    if (!calls.has(name)) return Promise.reject(new TypeError(`no such call: ${name}`))
    return ipcRenderer.invoke(CALL_CHANNEL, name, input)
  },
  on(name, listener) {
    if (!events.has(name)) throw new TypeError(`no such event: ${name}`)
    const heard = (_event: unknown, sent: string, payload: Parameters<typeof listener>[0]): void => {
      if (sent === name) listener(payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, heard)
    return () => void ipcRenderer.off(EVENT_CHANNEL, heard)
  },
  pathOf: (file) => webUtils.getPathForFile(file),
}

// a copy that the page cannot change: contextBridge freezes what it hands over
contextBridge.exposeInMainWorld('keepleaf', bridge)
