// Where the steps of a run begin, in the marks of CI systems and of builders of images.

import type { LogLine } from '../reading/log-line.ts'

export interface Step {
  readonly name: string
  readonly line: number
}

interface StepMark {
  /** What the line must contain; in lower case for any case. */
  readonly literal: string
  readonly mark: RegExp
  /** `job`: the CI system's own step; `command`: a command or instruction within one, a step only where no system marks any. */
  readonly level: 'job' | 'command'
}

/** Each with the system whose documentation or runner has it. */
const MARKS: readonly StepMark[] = [
  // GitHub Actions: a step's group.
  { literal: '##[group]Run ', mark: /^##\[group\]Run (.+)/, level: 'job' },
  // Azure Pipelines.
  { literal: '##[section]Starting: ', mark: /^##\[section\]Starting: (.+)/, level: 'job' },
  // Travis CI: folds.
  { literal: 'travis_fold:start:', mark: /travis_fold:start:([\w.-]+)/, level: 'job' },
  // GitLab CI: sections.
  { literal: 'section_start:', mark: /section_start:\d+:([\w.-]+)/, level: 'job' },
  // Jenkins: stages of a pipeline.
  { literal: '[Pipeline] { (', mark: /^\[Pipeline\] \{ \((.+)\)/, level: 'job' },
  // TeamCity.
  { literal: '\nStep 0', mark: /^Step (\d+\/\d+: .+)/, level: 'job' },
  // GitLab CI, Travis CI and scripts in their manner: the command before it runs.
  { literal: '\n$ ', mark: /^\$ (.+)/, level: 'command' },
  // Buildkite: groups.
  { literal: '\n--- ', mark: /^--- (?!a\/|b\/|\S+\t|\d|FAIL|PASS|SKIP)(.+)/, level: 'command' },
  { literal: '\n+++ ', mark: /^\+\+\+ (?!a\/|b\/|\S+\t|\d)(.+)/, level: 'command' },
  // Docker: instructions, the classic builder and BuildKit.
  { literal: '\nStep 0', mark: /^Step (\d+\/\d+ : .+)/, level: 'command' },
  { literal: '] run ', mark: /^\[(?:[\w.-]+ )?\d+\/\d+\] (RUN .+)/, level: 'command' },
]

/** A stage of Jenkins that was not run, as it says below its name. */
const SKIPPED = /^Stage "(.{1,120})" skipped due to /

/** What runs after a step has failed is not the step that failed. */
const AFTERWARDS = /^(?:Declarative: Post Actions|after_(?:script|failure|success)|cleanup|upload_artifacts)/i

const TRAVIS_TIMER = 'travis_time:start:'

export const STEP_LITERALS: readonly string[] = [
  TRAVIS_TIMER,
  '" skipped due to ',
  ...MARKS.map(({ literal }) => literal),
]

const STEPS_MAX = 2_048
const NAME_CHARACTERS_MAX = 120

export class StepLog {
  readonly #steps: Record<StepMark['level'], Step[]> = { job: [], command: [] }
  /** The line with the latest timer of Travis CI: the command on the same line is one of the job's. */
  #timerLine = 0

  read(line: LogLine): void {
    if (line.full.startsWith(TRAVIS_TIMER)) this.#timerLine = line.number
    const skipped = SKIPPED.exec(line.text)?.[1]
    if (skipped !== undefined && this.#steps.job.at(-1)?.name === skipped) this.#steps.job.pop()
    for (const { mark, level } of MARKS) {
      const name = mark.exec(line.text)?.[1] ?? mark.exec(line.full)?.[1]
      if (name === undefined || AFTERWARDS.test(name)) continue
      this.#add(this.#timerLine === line.number ? 'job' : level, {
        name: name.trim().slice(0, NAME_CHARACTERS_MAX),
        line: line.number,
      })
      return
    }
  }

  #add(level: StepMark['level'], step: Step): void {
    const steps = this.#steps[level]
    steps.push(step)
    if (steps.length > STEPS_MAX) steps.splice(0, STEPS_MAX / 2)
  }

  get current(): Step | undefined {
    return this.#known.at(-1)
  }

  /** The step that a line belongs to. */
  at(line: number): Step | undefined {
    return this.#known.findLast((step) => step.line <= line)
  }

  get #known(): readonly Step[] {
    return this.#steps.job.length > 0 ? this.#steps.job : this.#steps.command
  }
}
