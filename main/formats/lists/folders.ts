import { TAG_MAX_LENGTH } from '../../../shared/model/tag.ts'
import { LIST_FOLDER_DEPTH } from '../../platform/limits.ts'
import { textOf, type Row } from './values.ts'

/** Folders that every browser has, as they call them; what lies in them was put into none. */
const OWN_FOLDERS = new Set([
  ...['bookmarks', 'bookmarks bar', 'bookmarks toolbar', 'bookmarks menu', 'other bookmarks', 'mobile bookmarks'],
  ...['favorites', 'favorites bar', 'other favorites', 'favourites', 'favourites bar', 'other favourites', 'links'],
  ...[
    'reading list',
    'com.apple.readinglist',
    'unsorted',
    'unsorted bookmarks',
    'unlabeled',
    'imported',
    'bookmark bar',
  ],
  ...['lesezeichen', 'lesezeichenleiste', 'lesezeichen-symbolleiste', 'lesezeichen-menü', 'weitere lesezeichen'],
  ...['mobile lesezeichen', 'favoriten', 'favoritenleiste', 'weitere favoriten', 'leseliste', 'unsortiert'],
  ...['favoris', 'barre de favoris', 'barre des favoris', 'autres favoris', 'favoris mobiles', 'liste de lecture'],
  ...['marque-pages', 'barre personnelle', 'menu des marque-pages', 'autres marque-pages', 'marque-pages mobiles'],
  ...['favoritos', 'barra de favoritos', 'otros favoritos', 'lista de lectura', 'marcadores', 'barra de marcadores'],
  ...['menú de marcadores', 'otros marcadores', 'marcadores móviles', 'marcadores del móvil', 'outros favoritos'],
  ...['preferiti', 'barra dei preferiti', 'altri preferiti', 'segnalibri', 'altri segnalibri', 'bladwijzers'],
])

/** Whether a folder of this name at the top of bookmarks is the browser's own. */
export const isOwnFolder = (name: string): boolean => OWN_FOLDERS.has(name.trim().toLowerCase())

/** Folders inside each other as one tag: the innermost steps when all are too long. Slashes in names would make steps. */
export function folderTag(path: readonly string[]): string | undefined {
  const steps = path
    .map((name) =>
      name
        .replace(/[",/\p{Cc}]/gu, (sign) => (sign === '/' ? '-' : ' '))
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, TAG_MAX_LENGTH)
        .trim(),
    )
    .filter((step) => step !== '')
  while (steps.length > 1 && steps.join('/').length > TAG_MAX_LENGTH) steps.shift()
  return steps.length === 0 ? undefined : steps.join('/')
}

/** A tag as a service has it, made to fit ours: no empty step, no longer than one can be. */
export function fittingTag(tag: string): string | undefined {
  const steps = tag.split('/').map((step) => step.trim())
  return folderTag(steps.filter((step) => step !== ''))
}

/** Folders that name the one they lie in (`parentId`) -> the tag of each, by its number. */
export function folderTags(rows: readonly Row[], isOwn: (name: string) => boolean = () => false): Map<string, string> {
  const byId = new Map<string, Row>()
  for (const row of rows) {
    const id = textOf(row.get('id'))
    if (id !== undefined) byId.set(id, row)
  }
  const tags = new Map<string, string>()
  for (const id of byId.keys()) {
    const path: string[] = []
    // a folder inside itself ends the way up
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at) && passed.size < LIST_FOLDER_DEPTH;) {
      passed.add(at)
      const row = byId.get(at)
      const name = textOf(row?.get('name')) ?? ''
      if (!isOwn(name)) path.unshift(name)
      at = textOf(row?.get('parentid'))
    }
    const tag = folderTag(path)
    if (tag !== undefined) tags.set(id, tag)
  }
  return tags
}
