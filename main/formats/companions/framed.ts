import { framedInMirror } from './mirror-frames.ts'
import { framedInOwnFolder } from './own-frames.ts'

/** What a folder holds whose pages show each other in frames: the hosts of a mirror, or one saved page. */
export type FramesOf = 'mirror' | 'page'

/** The pages in a folder that others there show in frames. `onPage` is called for each page that is looked at. */
export const framedIn = (folder: string, of: FramesOf, onPage?: () => void): Promise<string[]> =>
  of === 'mirror' ? framedInMirror(folder, onPage) : framedInOwnFolder(folder, onPage)
