// `postflight rules`: which rules there are, whether they do what their examples say, and what they make of a log.

import { type Command, InvalidArgumentError, Option } from 'commander'
import { CATEGORIES, RULE_KINDS } from '../core/postflight/rules/rule.ts'
import { rulesOption } from './arguments.ts'
import type { Finish } from './finish.ts'
import type { ExplainOptions } from './rules-explain.ts'
import type { ListOptions } from './rules-list.ts'
import type { TestOptions } from './rules-test.ts'

export function addRulesCommand(program: Command, finish: Finish): void {
  const rules = program
    .command('rules')
    .summary('list, test and explain rules; needs no service')
    .description('What logs are read under. docs/rules.md says how to write rules of your own.')
  addListCommand(rules, finish)
  addTestCommand(rules, finish)
  addExplainCommand(rules, finish)
}

function addListCommand(rules: Command, finish: Finish): void {
  rules
    .command('list')
    .summary('list the rules')
    .description('Lists the rules that logs are read under, the most specific first.')
    .addOption(new Option('--kind <KIND>', 'only rules of this kind').choices(RULE_KINDS))
    .addOption(new Option('--category <CATEGORY>', 'only errors of this category').choices(CATEGORIES))
    .option('--file <NAME>', 'only rules of this file, by its name or its path')
    .addOption(rulesOption())
    .option('--json', 'print JSON')
    .addHelpText('after', LIST_EXAMPLES)
    .action(async (options: ListOptions) => {
      const { runRulesList } = await import('./rules-list.ts')
      finish(runRulesList(options))
    })
}

function addTestCommand(rules: Command, finish: Finish): void {
  rules
    .command('test')
    .summary('run the examples of rules')
    .description(
      'Runs every example of every rule and ignored line of the given files, and says of each that fails how far its rule got. Without files: the default rules and the readers of test runners. Ends with 1 when an example fails.',
    )
    .argument('[file...]', 'files with rules of your own')
    .option('--sample <LINE>', 'instead of the examples, try each rule of the files on this line')
    .option('--json', 'print JSON')
    .addHelpText('after', TEST_EXAMPLES)
    .action(async (files: readonly string[], options: TestOptions) => {
      const { runRulesTest } = await import('./rules-test.ts')
      finish(runRulesTest(files, options))
    })
}

function addExplainCommand(rules: Command, finish: Finish): void {
  rules
    .command('explain')
    .summary('say which rules fire on the lines of a log, and which stay silent, and why')
    .description('Lists the lines of a log on which a rule fires or was kept silent, each with its reason.')
    .argument('<log>', 'a log file, or - for standard input')
    .addOption(new Option('--lines <A-B>', 'only these lines, counted from 1').argParser(parseLines))
    .addOption(rulesOption())
    .option('--json', 'print JSON')
    .addHelpText('after', EXPLAIN_EXAMPLES)
    .action(async (log: string, options: ExplainOptions) => {
      const { runRulesExplain } = await import('./rules-explain.ts')
      finish(await runRulesExplain(log, options))
    })
}

function parseLines(text: string): NonNullable<ExplainOptions['lines']> {
  const [, from, to] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? []
  const first = Number(from)
  const last = Number(to ?? from)
  if (first >= 1 && last >= first) return { first, last }
  throw new InvalidArgumentError('Expected two line numbers such as 100-200, or one.')
}

const LIST_EXAMPLES = `
Examples:
  $ postflight rules list --kind verdict
  $ postflight rules list --category network --json
  $ postflight rules list --file our-rules.json --rules our-rules.json`

const TEST_EXAMPLES = `
Examples:
  $ postflight rules test our-rules.json
  $ postflight rules test our-rules.json --sample 'disk quota exceeded on /srv'
  $ postflight rules test`

const EXPLAIN_EXAMPLES = `
Examples:
  $ postflight rules explain build.log --lines 100-200
  $ postflight rules explain build.log --rules our-rules.json --json`
