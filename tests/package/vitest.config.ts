import { defineConfig } from 'vitest/config'

/** A packaged app that starts, imports and ends on a loaded two-core machine. */
const TIMEOUT_MS = 120_000

export default defineConfig({
  test: {
    name: 'package',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    reporters: ['default', '../closing-line.ts'],
    testTimeout: TIMEOUT_MS,
    hookTimeout: TIMEOUT_MS,
    fileParallelism: false,
  },
})
