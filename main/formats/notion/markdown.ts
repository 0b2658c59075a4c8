import { fields } from '../lists/services.ts'
import { webAddress } from '../signature.ts'
import { notionTime } from './time.ts'
import { type NotionFacts, type Property, saidBy } from './said.ts'

/** Notion puts the number of a page behind its name: no other note that begins like one of its pages is taken for one. */
const NAME = / ?[0-9a-f]{32}\.(?:md|markdown)$/i
/** The heading that is the page's title, and the lines right below it. */
const HEAD = /^\uFEFF?\s*#[ \t]+([^\r\n]+)\r?\n[ \t]*\r?\n([^]*?)(?:\r?\n[ \t]*(?:\r?\n|$)|$)/
const PROPERTY = /^([^:#>|\-*\s][^:]{0,100}):(?:\s+(.*))?$/
const CREATED = 'created time'
const tagNames: ReadonlySet<string> = new Set(fields.tags)

/** Its kind, which the Markdown does not say, is known by the value, or by the name that Notion itself gives it. */
function kindOf(name: string, value: string): string {
  if (tagNames.has(name)) return 'multi_select'
  if (webAddress(value) !== undefined) return 'url'
  if (notionTime(value) === undefined) return 'text'
  return name === CREATED ? 'created_time' : 'date'
}

interface Line extends Property {
  line: string
}

function propertyOf(line: string): Line | undefined {
  const [, label, rest = ''] = PROPERTY.exec(line.trim()) ?? []
  if (label === undefined) return undefined
  const name = label.trim().toLowerCase()
  const value = rest.trim()
  const kind = kindOf(name, value)
  const values = (kind === 'multi_select' ? value.split(',') : [value]).map((one) => one.trim())
  return { kind, name, values: values.filter((one) => one !== ''), empty: value === '', line: line.trim() }
}

/** What Notion's export of a page in Markdown says of it beside its text. */
interface NotionNote extends NotionFacts {
  /** without the properties that are said in the others */
  markdown: string
}

/**
 * What a page that Notion exported as Markdown says in the lines below its title. A line that is understood leaves the text, as does
 * one without a value. undefined for any other note, and where anything else stands among these lines.
 */
export function notionNote(name: string, markdown: string): NotionNote | undefined {
  const [head, heading = '', block = ''] = (NAME.test(name) && HEAD.exec(markdown)) || []
  if (head === undefined) return undefined
  const properties = block.split(/\r?\n/).map(propertyOf)
  if (!properties.every((one) => one !== undefined)) return undefined
  const { said, ...facts } = saidBy(properties)
  const left = properties.filter((one) => !one.empty && !said.includes(one)).map(({ line }) => line)
  // a line each, as Notion shows them
  const lines = left.length === 0 ? '' : `${left.join('  \n')}\n\n`
  return {
    ...facts,
    stated: { ...facts.stated, title: heading.trim() },
    markdown: `# ${heading}\n\n${lines}${markdown.slice(head.length)}`,
  }
}
