import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, isMissing } from '../disk.ts'

/** A year's folder may be a link to another disk, where nothing can be renamed to: it is copied beside its place first. */
const isOtherDisk = (error: unknown): boolean => codeOf(error) === 'EXDEV'
const besideOf = (place: string): string => `${place}.moving`
const COPY = { recursive: true, preserveTimestamps: true } as const

/** Moves an article's folder; it is at its new place whole or not at all, and at the old one until then. */
export async function moveFolder(from: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  try {
    await rename(from, place)
  } catch (error) {
    if (!isOtherDisk(error)) throw error
    const beside = besideOf(place)
    await rm(beside, { recursive: true, force: true })
    await cp(from, beside, COPY)
    await rename(beside, place)
    await rm(from, { recursive: true })
  }
}

/** The same, waiting for the disk; the folder around the place is made when it is missing. */
export function moveFolderNow(from: string, place: string): void {
  try {
    moveNow(from, place)
  } catch (error) {
    if (!isMissing(error)) throw error
    mkdirSync(dirname(place), { recursive: true })
    moveNow(from, place)
  }
}

function moveNow(from: string, place: string): void {
  try {
    renameSync(from, place)
  } catch (error) {
    if (!isOtherDisk(error)) throw error
    const beside = besideOf(place)
    rmSync(beside, { recursive: true, force: true })
    cpSync(from, beside, COPY)
    renameSync(beside, place)
    rmSync(from, { recursive: true })
  }
}
