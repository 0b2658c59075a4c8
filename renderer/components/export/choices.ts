import { AlignLeft, Bookmark, BookOpen, CodeXml, FileText, Hash, Package, Quote, Table } from '@lucide/vue'
import type { Component } from 'vue'
import type { ExportOptions } from '../../../shared/ipc/contract.ts'

export type ExportFormat = ExportOptions['format']

/** What the dialog offers; some come in several forms. */
export const exportChoices = [
  { name: 'epub', icon: BookOpen, formats: ['epub'] },
  { name: 'pdf', icon: FileText, formats: ['pdf'] },
  { name: 'markdown', icon: Hash, formats: ['markdown'] },
  { name: 'html', icon: CodeXml, formats: ['html'] },
  { name: 'text', icon: AlignLeft, formats: ['text'] },
  { name: 'citations', icon: Quote, formats: ['bibtex', 'ris', 'csl'] },
  { name: 'records', icon: Table, formats: ['csv', 'json'] },
  { name: 'bookmarks', icon: Bookmark, formats: ['bookmarks'] },
  { name: 'originals', icon: Package, formats: ['originals', 'warc'] },
] as const satisfies { name: string; icon: Component; formats: ExportFormat[] }[]

/** What the forms can hold. */
const pictured: ReadonlySet<ExportFormat> = new Set(['epub', 'pdf', 'markdown', 'html'])
const marked: ReadonlySet<ExportFormat> = new Set([...pictured, 'text', 'json'])
/** Many articles in one file, where their order is to be seen. */
const ordered: ReadonlySet<ExportFormat> = new Set(['epub', 'bibtex', 'ris', 'csl', 'csv', 'json', 'bookmarks'])

export const holdsPictures = (format: ExportFormat): boolean => pictured.has(format)
export const holdsMarks = (format: ExportFormat): boolean => marked.has(format)
export const hasOrder = (format: ExportFormat): boolean => ordered.has(format)
