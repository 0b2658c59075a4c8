import { extractFiles } from '../archive.ts'
import { jsonOption, UsageError, type Command } from './command.ts'

export const extract: Command = {
  name: 'extract',
  summary: 'Show what would be taken from each page, without a library.',
  usage: ['extract FILE... [--url URL] [--json]'],
  examples: ['extract page.html', 'extract *.html --json | jq -r .title'],
  options: {
    url: { type: 'string', value: 'URL', help: 'the address of the page, when the file does not tell' },
    ...jsonOption,
  },
  operands: [1, Infinity],
  async run(args, output) {
    const url = args.string('url')
    if (url !== undefined && !URL.canParse(url)) throw new UsageError(`“${url}” is no address.`)
    const json = args.flag('json')
    let status = 0
    for await (const line of extractFiles(args.operands, { url })) {
      if (line.error !== undefined) status = 1
      if (json) await output.json(line)
      else if (line.error !== undefined) output.say(line.error)
      else {
        const facts = [line.byline, line.site, line.published].filter((fact) => fact !== undefined).join(' · ')
        await output.write([line.title, facts, '', line.text, '', ''].filter((part) => part !== undefined).join('\n'))
      }
    }
    return status
  },
}
