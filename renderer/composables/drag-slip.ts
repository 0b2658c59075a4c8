/** The tilted slip that goes with the pointer, with the count on it if there can be several. It is drawn once by the system, then taken away. */
export function dragSlip(transfer: DataTransfer, title: string, count?: string): void {
  const slip = document.createElement('div')
  slip.className = 'drag-slip'
  const text = document.createElement('span')
  text.textContent = title
  slip.append(text)
  if (count !== undefined) {
    const badge = document.createElement('b')
    badge.textContent = count
    slip.append(badge)
  }
  document.body.append(slip)
  transfer.setDragImage(slip, 12, 12)
  requestAnimationFrame(() => {
    slip.remove()
  })
}
