import { addNeighbours } from '../../main/extract/content/neighbours.ts'
import { forestOf, judge, judgeAgain, type Trees } from '../../main/extract/content/trees.ts'
import { bagOf } from './bag.ts'
import { binned } from './bins.ts'
import { boost, type BoostOptions, type Sample } from './boost.ts'
import { samplesOf, type Prepared } from './prepare.ts'

/** What model.json holds: trees that judge blocks by themselves, and trees that know what those said of the neighbours. */
export interface Model {
  first: Trees
  second: Trees
}

const FIRST = { rounds: 130, depth: 3, rate: 0.08, least: 2, lambda: 3, features: 0.2, rows: 0.5 }
const SECOND: Omit<BoostOptions, 'seed'> = { ...FIRST, rounds: 110 }
/** How many trainings are averaged: more are steadier, and make a page slower to judge. */
const BAGS = { first: 2, second: 3 }
const FOLDS = 5

/** All pages of a site are in one fold: what is learned about a site must not be tried on it. */
export function foldOf(host: string, seed: number): number {
  let hash = 2166136261 ^ Math.imul(seed, 7919)
  for (const character of host) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995)
  return ((hash ^ (hash >>> 15)) >>> 3) % FOLDS
}

const firstChances = ({ rows }: Prepared, trees: Trees): number[] => {
  const forest = forestOf(trees)
  return rows.map((row) => judge(forest, row))
}

/** The rows of a page with what the first judgement says about the neighbours. */
function secondRows({ page, rows }: Prepared, chances: readonly number[]): Float32Array[] {
  const copies = rows.map((row) => row.slice())
  addNeighbours(page, copies, chances)
  return copies
}

/** Trains the first trees on the pages that are not left out. */
function firstTrainer(pages: readonly Prepared[], seed: number): (leftOut: (page: number) => boolean) => Trees {
  const samples: Sample[] = []
  const owners: number[] = []
  pages.forEach((page, owner) => {
    for (const sample of samplesOf(page, page.rows)) {
      samples.push(sample)
      owners.push(owner)
    }
  })
  const data = binned(samples.map(({ row }) => row))
  return (leftOut) => {
    const members = Int32Array.from(samples.keys()).filter((at) => !leftOut(owners[at] ?? 0))
    return bagOf(BAGS.first, seed, (own) => boost(samples, { ...FIRST, seed: own }, data, members))
  }
}

/** Trains the second trees on what first trees said that had not seen the page. */
function trainSecond(pages: readonly Prepared[], chances: (page: number) => readonly number[], seed: number): Trees {
  const samples = pages.flatMap((page, at) => samplesOf(page, secondRows(page, chances(at))))
  const data = binned(samples.map(({ row }) => row))
  return bagOf(BAGS.second, seed, (own) => boost(samples, { ...SECOND, seed: own }, data))
}

/** Chances of the blocks of every page by models that have seen no page of its site. */
export function crossValidate(pages: readonly Prepared[], seed: number): Map<string, number[]> {
  const train = firstTrainer(pages, seed)
  const folds = pages.map(({ host }) => foldOf(host, seed))
  // chances[f][page]: by trees that saw neither fold f nor the page's own
  const chances = Array.from({ length: FOLDS }, () => new Map<number, number[]>())
  for (let one = 0; one < FOLDS; one++) {
    for (let other = one; other < FOLDS; other++) {
      const trees = train((page) => folds[page] === one || folds[page] === other)
      pages.forEach((page, at) => {
        if (folds[at] === one) chances[other]?.set(at, firstChances(page, trees))
        else if (folds[at] === other) chances[one]?.set(at, firstChances(page, trees))
      })
    }
  }
  const found = new Map<string, number[]>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const known = (at: number): number[] => chances[fold]?.get(at) ?? []
    const seen = pages.filter((_, at) => folds[at] !== fold)
    const places = pages.flatMap((_, at) => (folds[at] !== fold ? [at] : []))
    const forest = forestOf(trainSecond(seen, (at) => known(places[at] ?? 0), seed))
    pages.forEach((page, at) => {
      if (folds[at] !== fold) return
      found.set(
        page.key,
        secondRows(page, known(at)).map((row, block) => judgeAgain(forest, row, known(at)[block] ?? 0)),
      )
    })
  }
  return found
}

/** Trains both on all pages. */
export function trainModel(pages: readonly Prepared[], seed: number): Model {
  const train = firstTrainer(pages, seed)
  const folds = pages.map(({ host }) => foldOf(host, seed))
  const chances = new Map<number, number[]>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const trees = train((page) => folds[page] === fold)
    pages.forEach((page, at) => {
      if (folds[at] === fold) chances.set(at, firstChances(page, trees))
    })
  }
  return { first: train(() => false), second: trainSecond(pages, (at) => chances.get(at) ?? [], seed) }
}
