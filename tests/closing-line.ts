import type { Reporter, TestCase, TestModule } from 'vitest/node'

const inWindow = process.platform === 'linux' ? ['tests/e2e/', 'tests/package/'] : ['tests/e2e/']

/**
 * Ends the output with `N passed, N failed[, N skipped]` and names each skipped test with its reason, so that a skip is never
 * silent. A skipped test of a window is a failure when CI=true: there one must be had, and on Linux the packaged app too.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0
    let failed = errors.length
    const skipped: { name: string; reason: string; window: boolean }[] = []
    for (const module of modules) {
      failed += module.errors().length
      for (const suite of module.children.allSuites()) failed += suite.errors().length
      const file = module.moduleId.replace(/^.*\/tests\//, 'tests/')
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') failed++
        else {
          const reason =
            ('note' in result && result.note) || (suiteFailed(test) ? 'its suite failed' : 'no reason given')
          skipped.push({
            name: `${file} > ${test.fullName}`,
            reason,
            window: inWindow.some((folder) => file.startsWith(folder)),
          })
        }
      }
    }
    for (const { name, reason } of skipped) process.stdout.write(`skipped: ${name}: ${reason}\n`)
    const missed = process.env.CI === 'true' ? skipped.filter((test) => test.window).length : 0
    if (missed > 0) {
      process.stdout.write(`${String(missed)} tests of a window were skipped, which is a failure when CI=true\n`)
      process.exitCode = 1
    }
    const rest = skipped.length - missed
    process.stdout.write(
      `\n${String(passed)} passed, ${String(failed + missed)} failed${rest ? `, ${String(rest)} skipped` : ''}\n`,
    )
  }
}

function suiteFailed(test: TestCase): boolean {
  let { parent } = test
  while (parent.type === 'suite') {
    if (parent.errors().length > 0) return true
    parent = parent.parent
  }
  return false
}
