/** True while a text field has the focus: it has its own undo and its own “all”. */
export function typing(): boolean {
  return (
    document.activeElement?.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]') ??
    false
  )
}
