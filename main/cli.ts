import { main } from './cli/main.ts'

// the status is set, not forced: what was printed is written out before the process ends
process.exitCode = await main(process.argv.slice(2))
