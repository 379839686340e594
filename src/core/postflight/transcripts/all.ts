// All formats of agents' transcripts, the unmistakable ones first.

import { JSON_LINES } from './json-lines.ts'
import { MINI_SWE_AGENT } from './mini-swe-agent.ts'
import { OPENHANDS } from './openhands.ts'
import { SWE_AGENT } from './swe-agent.ts'
import { terminalOf } from './terminal.ts'
import type { TranscriptFormat } from './transcript.ts'

const TEXT_AGENTS: readonly TranscriptFormat[] = [MINI_SWE_AGENT, SWE_AGENT, OPENHANDS]

export const TRANSCRIPT_FORMATS: readonly TranscriptFormat[] = [...TEXT_AGENTS, JSON_LINES, terminalOf(TEXT_AGENTS)]
