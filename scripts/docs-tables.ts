// Renders what the documentation says about settings and commands from the code that reads them.

import type { Argument, Command, Option } from 'commander'
import { buildProgram } from '../src/cli/program.ts'
import { type About, about, SERVICES } from '../src/config/schema.ts'

interface Setting extends About {
  readonly name: string
}

/** Every setting with its service, in the order of the documentation. */
export function listSettings(): readonly { readonly service: string; readonly settings: readonly Setting[] }[] {
  return Object.entries(SERVICES).map(([service, group]) => ({
    service,
    settings: Object.entries(group.shape).map(([name, schema]) => {
      const what = about.get(schema)
      if (what === undefined) throw new Error(`Expected ${name} to be described, got nothing`)
      return { name, ...what }
    }),
  }))
}

/** One table of all settings, for the README. */
export function renderShortSettings(): string {
  const rows = listSettings().flatMap(({ settings }) =>
    settings.map((setting) => [`\`${setting.name}\``, shownDefault(setting), setting.description]),
  )
  return renderMarkdownTable(['setting', 'default', 'what it does'], rows)
}

/** A table with units per service. */
export function renderFullSettings(): string {
  return listSettings()
    .map(({ service, settings }) => {
      const rows = settings.map((setting) => [
        `\`${setting.name}\``,
        setting.unit,
        shownDefault(setting),
        setting.description,
      ])
      return `### ${service}\n\n${renderMarkdownTable(['setting', 'unit', 'default', 'what it does'], rows)}`
    })
    .join('\n\n')
}

function shownDefault(setting: Setting): string {
  if (setting.defaultShown !== undefined) return setting.defaultShown
  return setting.default === undefined ? '' : `\`${setting.default}\``
}

/** .env.example: every setting, commented out, with its default. */
export function renderEnvExample(): string {
  const groups = listSettings().map(({ service, settings }) =>
    [`# ${service}`, ...settings.flatMap((setting) => renderEnvLines(setting))].join('\n'),
  )
  return `${ENV_HEADING}\n\n${groups.join('\n\n')}\n`
}

const ENV_HEADING = `# Every setting of postflight, with its default. Nothing needs to be set to try it out.
# Made by \`npm run docs:generate\` from src/config/schema.ts; docs/configuration.md says more.
# To use a copy of this file: set -a; . ./.env; set +a`

function renderEnvLines(setting: Setting): string[] {
  const value = setting.default ?? ''
  const unit = setting.unit.replaceAll('`', '')
  return ['', `# ${setting.description.replaceAll('`', '')} (${unit})`, `#${setting.name}=${quoted(value)}`]
}

function quoted(value: string): string {
  return /^[\w.:/-]*$/.test(value) ? value : `'${value}'`
}

/** One table of all commands, for the README. */
export function renderCommands(): string {
  const rows = listCommands().map((command) => [`\`${usageOf(command)}\``, command.summary()])
  return renderMarkdownTable(['command', 'what it does'], rows)
}

/** A section per command with everything that its --help says. */
export function renderCommandReference(): string {
  return listCommands()
    .map((command) => `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``)
    .join('\n\n')
}

function helpOf(command: Command): string {
  const written: string[] = []
  command.configureOutput({ writeOut: (text) => written.push(text), getOutHelpWidth: () => HELP_COLUMNS })
  command.outputHelp()
  return written.join('').trim()
}

const HELP_COLUMNS = 100

/** A command that has commands of its own stands for them. */
function listCommands(): readonly Command[] {
  return buildProgram('0.0.0', () => {}).commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : command.commands,
  )
}

/** Without the program's. */
function nameOf(command: Command): string {
  const { parent } = command
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name()
}

function usageOf(command: Command): string {
  const parts = [
    nameOf(command),
    ...command.registeredArguments.map(nameOfArgument),
    ...command.options.map(nameOfOption),
  ]
  return `postflight ${parts.join(' ')}`
}

function nameOfArgument(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}…` : argument.name()
  return argument.required ? name : `[${name}]`
}

function nameOfOption(option: Option): string {
  return `[${option.flags.replace('<', '').replace('>', '')}]`
}

export function renderMarkdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
