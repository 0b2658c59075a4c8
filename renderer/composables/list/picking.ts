import { useEventListener } from '@vueuse/core'
import { shallowRef, type Ref } from 'vue'
import { pickMessageSchema, type PickMessage } from '../../../shared/model/picking.ts'

/**
 * The window's side of pointing in a frame: what the frame says is taken from that very frame only, and only as far as its shape goes;
 * what is to be seen there is told it as numbers.
 */
export function usePicking(
  frame: Ref<HTMLIFrameElement | null | undefined>,
  on: { choose: (number: number) => void; kind: (index: number) => void; leave: () => void; ready: () => void },
) {
  /** where the pointer or the keys are */
  const at = shallowRef<PickMessage>()

  useEventListener(window, 'message', ({ source, data }: MessageEvent<unknown>) => {
    if (!frame.value || source !== frame.value.contentWindow) return
    const message = pickMessageSchema.safeParse(data).data
    if (!message) return
    if (message.keepleaf === 'ready') on.ready()
    else if (message.keepleaf === 'leave') on.leave()
    else if (message.keepleaf === 'kind' && message.number !== undefined) on.kind(message.number)
    else if (message.keepleaf === 'choose' && message.number !== undefined) on.choose(message.number)
    else at.value = message
  })

  /** Draws what a rule finds. The frame has no origin that could be named; nothing that is told it is a secret. */
  function show(found: Partial<Record<string, number[]>>): void {
    frame.value?.contentWindow?.postMessage(found, '*')
  }

  return { at, show }
}
