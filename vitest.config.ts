import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** A real window on a loaded two-core machine: start, import, restart. */
const E2E_TIMEOUT_MS = 120_000
/** What is waited for in a window; Vitest's own second is too short for a loaded machine. */
const POLL_TIMEOUT_MS = 30_000
/** What a test begins with can be an import by real workers: Vitest's own ten seconds are too short for it on a loaded machine. */
const HOOK_TIMEOUT_MS = 120_000

// Threads and programs that tests start from sources find them compiled: half of their start. Without, each one has WebAssembly take
// the types away, and Node dies of it now and then ("jit_page.has_value()", https://github.com/nodejs/node/issues/64500).
process.env.NODE_COMPILE_CACHE ??= resolve('.cache/compiled')

export default defineConfig({
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/unit/{shared,main,scripts}/**/*.test.ts'],
          // real workers and disks on a loaded two-core machine
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          testTimeout: 60_000,
          hookTimeout: HOOK_TIMEOUT_MS,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/unit/renderer/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
          // two cores: one window at a time
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'package',
          environment: 'node',
          include: ['tests/package/**/*.test.ts'],
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
          fileParallelism: false,
        },
      },
    ],
  },
})
