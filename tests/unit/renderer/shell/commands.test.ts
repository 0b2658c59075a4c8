import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  allCommands,
  chordOf,
  createKeyHandler,
  registerCommands,
  runCommand,
} from '../../../../renderer/composables/commands/commands.ts'
import { keyText } from '../../../../renderer/composables/commands/key-names.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  document.body.innerHTML = ''
})
function command(id: string, keys: string[], when?: () => boolean, leftToFields = false) {
  const run = vi.fn()
  stops.push(registerCommands([{ id, label: () => id, group: 'list', keys, run, leftToFields, ...(when && { when }) }]))
  return run
}
function press(
  handle: (event: KeyboardEvent) => void,
  init: KeyboardEventInit,
  target: Element = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  target.addEventListener('keydown', (e) => handle(e as KeyboardEvent), { once: true })
  target.dispatchEvent(event)
  return event
}

describe('commands', () => {
  it('run on their chord and keep the key from the page', () => {
    const run = command('palette', ['Mod+K'])
    const event = press(createKeyHandler({ hears: () => true }), { key: 'k', ctrlKey: true })
    expect(run).toHaveBeenCalledOnce()
    expect(event.defaultPrevented).toBe(true)
  })

  it('leave letters to a text field, but not chords', () => {
    const letter = command('next', ['J'])
    const chord = command('palette', ['Mod+K'])
    const input = document.body.appendChild(document.createElement('input'))
    press(createKeyHandler({ hears: () => true }), { key: 'j' }, input)
    press(createKeyHandler({ hears: () => true }), { key: 'k', ctrlKey: true }, input)
    expect(letter).not.toHaveBeenCalled()
    expect(chord).toHaveBeenCalledOnce()
  })

  it('leave a text field its own undo, and are possible all the same', () => {
    const undo = command('undo', ['Mod+Z'], undefined, true)
    const input = document.body.appendChild(document.createElement('input'))
    const event = press(createKeyHandler({ hears: () => true }), { key: 'z', ctrlKey: true }, input)
    expect(event.defaultPrevented).toBe(false)
    expect(undo).not.toHaveBeenCalled()
    input.focus()
    expect(runCommand('undo')).toBe(true)
    press(createKeyHandler({ hears: () => true }), { key: 'z', ctrlKey: true })
    expect(undo).toHaveBeenCalledTimes(2)
  })

  it('ask whether they are heard only when there is something to do', () => {
    const run = command('palette', ['Mod+K'])
    const hears = vi.fn(() => false)
    const input = document.body.appendChild(document.createElement('input'))
    press(createKeyHandler({ hears }), { key: 'l' }, input)
    expect(hears).not.toHaveBeenCalled()
    const event = press(createKeyHandler({ hears }), { key: 'k', ctrlKey: true }, input)
    expect(hears).toHaveBeenCalledOnce()
    expect(run).not.toHaveBeenCalled()
    expect(event.defaultPrevented).toBe(false)
  })

  it('take two keys one after the other', () => {
    const all = command('goAll', ['G A'])
    const other = command('a', ['A'])
    const handle = createKeyHandler({ hears: () => true })
    press(handle, { key: 'g' })
    press(handle, { key: 'a' })
    expect(all).toHaveBeenCalledOnce()
    expect(other).not.toHaveBeenCalled()
  })

  it('are left to chords and named keys when bare keys are turned off', () => {
    const runs = [
      command('next', ['J']),
      command('goAll', ['G A']),
      command('more', ['Shift+J']),
      command('mark', ['1']),
    ]
    const kept = [command('palette', ['Mod+K']), command('trash', ['Delete']), command('page', ['Space'])]
    const handle = createKeyHandler({ hears: () => true, bare: () => false })
    for (const key of ['j', 'g', 'a', '1']) press(handle, { key })
    press(handle, { key: 'J', shiftKey: true })
    for (const init of [{ key: 'k', ctrlKey: true }, { key: 'Delete' }, { key: ' ' }]) press(handle, init)
    for (const run of runs) expect(run).not.toHaveBeenCalled()
    for (const run of kept) expect(run).toHaveBeenCalledOnce()
  })

  it('do nothing while they are not possible', () => {
    const run = command('trash', ['Delete'], () => false)
    press(createKeyHandler({ hears: () => true }), { key: 'Delete' })
    expect(runCommand('trash')).toBe(false)
    expect(run).not.toHaveBeenCalled()
  })

  it('go with the component that brought them', () => {
    const stop = registerCommands([{ id: 'here', label: () => '', group: 'list', run: () => undefined }])
    expect(allCommands.value.some(({ id }) => id === 'here')).toBe(true)
    stop()
    expect(allCommands.value.some(({ id }) => id === 'here')).toBe(false)
  })

  it.each([
    [{ key: 'c', ctrlKey: true, shiftKey: true }, 'Mod+Shift+C'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'ArrowDown', shiftKey: true }, 'Shift+ArrowDown'],
    [{ key: ' ', shiftKey: true }, 'Shift+Space'],
    [{ key: '+', ctrlKey: true }, 'Mod++'],
  ])('reads %o as %s', (init, chord) => {
    expect(chordOf(new KeyboardEvent('keydown', init), false)).toBe(chord)
  })

  it('are written as the platform writes them', () => {
    expect(keyText('Mod+F', false)).toBe('Ctrl F')
    expect(keyText('Mod+F', true)).toBe('⌘F')
    expect(keyText('Mod++', false)).toBe('Ctrl +')
  })
})
