import { ref, type Ref } from 'vue'

/** The outside address under the pointer or with the focus; '' for none. */
export function useLinkAddress(): { hovered: Ref<string>; showAddress: (event: Event) => void } {
  const hovered = ref('')
  function showAddress(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    const href = link?.getAttribute('href') ?? ''
    hovered.value = href.startsWith('#') ? '' : href
  }
  return { hovered, showAddress }
}
