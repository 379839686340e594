// Commands that start an agent in a terminal.

import { toParts } from './shell-command.ts'

/** Programs that are agents, by what a person types. */
const AGENTS: ReadonlySet<string> = new Set([
  ...['mini', 'mini-swe-agent', 'mini-extra', 'sweagent', 'openhands', 'claude', 'codex', 'aider', 'goose', 'gemini'],
  ...['opencode', 'cursor-agent', 'qwen', 'crush', 'amp', 'droid', 'copilot', 'terminus', 'auggie', 'cline'],
])
/** Asked only for its version or a login, an agent does no work. */
const NO_WORK = /^\S{1,200} (?:--version|-v|--help|-h|login|auth|config|mcp|install|update|doctor)\b/

/** The agent that a command starts. */
export function launchedAgent(command: string): string | undefined {
  return toParts(command).find(({ name, text }) => AGENTS.has(name) && !NO_WORK.test(text))?.name
}

/** Whether the command goes on in the next line: a quote is open, which holds the agent's task. */
export function hasOpenQuote(command: string): boolean {
  let quote = ''
  for (let at = 0; at < command.length; at++) {
    const character = command[at] as string
    if (character === '\\' && quote !== "'") at++
    else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : ''
    }
  }
  return quote !== ''
}
