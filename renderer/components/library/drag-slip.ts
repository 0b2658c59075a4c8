/** The tilted slip that goes with the pointer, with the count on it. It is drawn once by the system, then taken away. */
export function dragSlip(transfer: DataTransfer, title: string, count: string): void {
  const slip = document.createElement('div')
  slip.className = 'drag-slip'
  const text = document.createElement('span')
  text.textContent = title
  const badge = document.createElement('b')
  badge.textContent = count
  slip.append(text, badge)
  document.body.append(slip)
  transfer.setDragImage(slip, 12, 12)
  requestAnimationFrame(() => {
    slip.remove()
  })
}
