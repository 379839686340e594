// Tells how far the demo is: one line that moves on a terminal, one line per job elsewhere.

const BAR_CHARACTERS = 24

export interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface Progress {
  /** One more of the jobs is through. */
  advance(job: string): void
  /** Ends the moving line. */
  end(): void
}

export function createProgress(total: number, stream: ProgressStream): Progress {
  let count = 0
  const counted = () => `${String(count).padStart(String(total).length)}/${total}`
  const moving = (job: string) => stream.write(`\r\u001b[K  ${renderBar(count / total)} ${counted()} ${job}`)
  if (stream.isTTY) moving('')
  return {
    advance: (job) => {
      count += 1
      if (stream.isTTY) moving(job)
      else stream.write(`  ${counted()} ${job}\n`)
    },
    end: () => {
      if (stream.isTTY) stream.write('\r\u001b[K')
    },
  }
}

function renderBar(share: number): string {
  const filled = Math.round(share * BAR_CHARACTERS)
  return '█'.repeat(filled) + '░'.repeat(BAR_CHARACTERS - filled)
}
