// Programs that the scripts run, and the progress that they show: on stderr, since stdout is for results.

import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Lines of a failed program's output that its error repeats. */
const OUTPUT_LINES_SHOWN = 5

/** One line of progress. */
export function say(line: string): void {
  process.stderr.write(`postflight: ${line}\n`)
}

/** Runs a program without input; throws with the end of its output unless it exits with 0. */
export async function run(command: string, args: readonly string[], limitMs: number): Promise<void> {
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // Not `timeout`, whose timer outlives a program that could not be started.
    signal: AbortSignal.timeout(limitMs),
  })
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const [code, signal] = await once(child, 'close').catch((error: Error) => {
    throw new Error(`Expected ${command} to run to its end within ${limitMs} ms, got: ${error.message}`)
  })
  if (code === 0) return
  const end = output.trim().split('\n').slice(-OUTPUT_LINES_SHOWN).join(' | ')
  throw new Error(`Expected ${command} to succeed, got ${code ?? signal}: ${end}`)
}

/** Calls back on Ctrl-C and its like instead of ending at once; returns how to stop doing so. */
export function onEndSignal(react: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, react)
  return () => {
    for (const signal of signals) process.off(signal, react)
  }
}
