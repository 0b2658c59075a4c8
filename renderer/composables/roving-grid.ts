import { nextTick, ref } from 'vue'

/**
 * One stop for the Tab key in a grid of buttons; the arrow keys go from one to the next. Buttons say where they are by
 * `data-x` and `data-y`; places without a button are passed over.
 */
export function useRovingGrid() {
  const current = ref<string>()
  const name = (x: number, y: number): string => `${String(x)} ${String(y)}`

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key]
    const grid = event.currentTarget
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-x]') : null
    if (!step || !button || !(grid instanceof HTMLElement)) return
    event.preventDefault()
    event.stopPropagation()
    const [dx = 0, dy = 0] = step
    const mirrored = getComputedStyle(grid).direction === 'rtl' ? -1 : 1
    const cells = new Map(
      [...grid.querySelectorAll<HTMLElement>('button[data-x]')].map((cell) => [
        name(Number(cell.dataset['x']), Number(cell.dataset['y'])),
        cell,
      ]),
    )
    let [x, y] = [Number(button.dataset['x']), Number(button.dataset['y'])]
    // no grid is larger than this
    for (let tries = 0; tries < 100; tries++) {
      x += dx * mirrored
      y += dy
      const next = cells.get(name(x, y))
      if (!next) continue
      current.value = name(x, y)
      void nextTick(() => {
        next.focus()
      })
      return
    }
  }

  return {
    move,
    /** of the button at a place; `first` is where the Tab key begins */
    tabindex: (x: number, y: number, first: boolean): number =>
      (current.value === undefined ? first : current.value === name(x, y)) ? 0 : -1,
    /** the grid shows something else */
    reset: () => (current.value = undefined),
  }
}
