/** More control characters than this share is no text that a person saved. */
const CONTROL_SHARE = 0.01

/** Whether decoded text is text: no NULs, hardly any control or replacement characters. */
export function isText(text: string): boolean {
  if (text.includes('\0')) return false
  const odd = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f\uFFFD]/g)?.length ?? 0
  return odd <= text.length * CONTROL_SHARE
}
