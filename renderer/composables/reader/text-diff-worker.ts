import { diffTexts } from './text-diff.ts'

/* A thread of its own: two long texts keep the window waiting for no frame. */

addEventListener('message', ({ data }: MessageEvent<{ before: string; after: string; lang?: string }>) => {
  postMessage(diffTexts(data.before, data.after, data.lang))
})
