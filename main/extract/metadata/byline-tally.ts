import { DOMAIN, isHouse, isPerson } from './byline-names.ts'
import type { BylineVote } from './byline-shown.ts'
import { bare, fold } from './fold.ts'
import type { Candidate } from './title.ts'

/** "Jane Doe The Paper", where the house stands right behind the name. */
function withoutHouse(name: string, sites: readonly string[]): string {
  const words = name.split(' ')
  for (let at = 2; at < words.length; at++) {
    const rest = words.slice(at)
    const house = rest.some((_, to) => sites.includes(bare(rest.slice(0, to + 1).join(''))))
    if (!house && !DOMAIN.test(rest[0] ?? '')) continue
    const person = words.slice(0, at).join(' ')
    return isPerson(person) && !isHouse(person) ? person : name
  }
  return name
}

/** Bylines by the best vote for each; other sources that agree, or name one of several, add to it. */
export function tallyBylines(votes: readonly BylineVote[], siteNames: readonly string[]): Candidate[] {
  const sites = siteNames.map(bare).filter((name) => name.length > 2)
  const groups = new Map<string, { best: BylineVote; sources: Map<string, number> }>()
  for (const whole of votes) {
    const vote = {
      ...whole,
      names: peopleOf(
        whole.names.map((name) => withoutHouse(name, sites)),
        sites,
      ),
    }
    // a user name is the same person as the name it is made of
    const key = vote.names.map(bare).sort().join('|')
    const group = groups.get(key) ?? { best: vote, sources: new Map<string, number>() }
    if (vote.weight > group.best.weight) group.best = { ...vote, names: spelled(vote.names, group.best.names) }
    else group.best = { ...group.best, names: spelled(group.best.names, vote.names) }
    group.sources.set(vote.source, Math.max(group.sources.get(vote.source) ?? 0, vote.weight))
    groups.set(key, group)
  }
  const scored = [...groups.values()].map(({ best, sources }) => {
    let score = best.weight
    for (const [source, weight] of sources) if (source !== best.source) score += weight * 0.3
    if (best.names.some((name) => sites.some((site) => isNameOf(bare(name), site)))) score -= 4
    else if (best.names.every((name) => DOMAIN.test(name))) score -= 5
    else if (best.names.every((name) => isHouse(name))) score -= 2.5
    // a user name gives way to a full one
    if (best.names.every((name) => !name.includes(' '))) score -= 1
    const weight = isShown(best) ? best.weight : 0
    return { names: best.names, candidate: { value: best.names.join('; '), source: best.source }, score, weight }
  })
  scored.sort((a, b) => b.score - a.score)
  // where a person is named as well, the house is the publisher
  const house = scored[0]?.names.every((name) => isHouse(name)) ?? false
  const person = scored.find(({ names, score }) => score >= PERSON_BESIDE && names.every(isPerson))
  if (house && person) scored.unshift(person)
  const shown = otherThanData(scored, votes)
  if (shown) scored.unshift(shown)
  const first = scored[0]
  // data often names the first of several authors, the line under the title all of them
  const more =
    first &&
    scored.find(
      ({ names, score }) =>
        score >= MORE_NAMES_WEIGHT &&
        names.length > first.names.length &&
        // a single word more is the place, or the paper
        names.every((name) => name.includes(' ') || first.names.includes(name)) &&
        first.names.every((name) => names.some((other) => fold(other) === fold(name))),
    )
  if (more) scored.unshift(more)
  return scored.map(({ candidate }) => candidate)
}

interface Scored {
  names: string[]
  candidate: Candidate
  score: number
  /** how surely the page shows them as its authors */
  weight: number
}

const isShown = ({ source }: { source: string }): boolean => source === 'visible byline' || source === 'rel author'

/** Persons whom a line of the page names, when nobody of those that its data name is in any: they are accounts. */
function otherThanData(scored: readonly Scored[], votes: readonly BylineVote[]): Scored | undefined {
  const [first] = scored
  if (first === undefined || isShown(first.candidate)) return undefined
  const lines = votes.filter(isShown).map(({ names }) => names.map(bare).join(' '))
  if (first.names.some((name) => lines.some((line) => line.includes(bare(name))))) return undefined
  return scored.find(({ names, weight }) => weight >= SURELY_SHOWN && names.every(isPerson))
}

/** A line at the title that is marked or begins as a byline. */
const SURELY_SHOWN = 5
/** A person beside a house has to be at least this sure. */
const PERSON_BESIDE = 3.5
/** A line with all authors has to be at least this sure. */
const MORE_NAMES_WEIGHT = 4.5

const isNameOf = (name: string, site: string): boolean =>
  name === site ||
  (name.length > 4 && site.startsWith(name)) ||
  (site.length > 4 && name.startsWith(site) && name.length < site.length + 8)

/** Beside people, the house they work for and their initials are no authors. */
function peopleOf(names: string[], sites: readonly string[]): string[] {
  const people = names.filter((name) => name.includes(' ') && !isHouse(name) && !sites.includes(bare(name)))
  if (people.length === 0 || people.length === names.length) return names
  const initials = new Set(
    people.map((name) =>
      name
        .split(' ')
        .map((word) => word[0])
        .join(''),
    ),
  )
  return names.filter(
    (name) => people.includes(name) || (!isHouse(name) && !initials.has(name) && !sites.includes(bare(name))),
  )
}

/** Of two spellings of the same names the one with spaces. */
const spelled = (names: string[], others: string[]): string[] =>
  others.join('').includes(' ') && !names.join('').includes(' ') ? others : names
