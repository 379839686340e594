// What this machine has to run servers with.

import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The program's path, or undefined when it is not on PATH. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

/** Why Docker cannot run a server here, or undefined when it can. */
export function whyNoDocker(): string | undefined {
  if (findProgram('docker') === undefined) return 'no docker'
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: DOCKER_ANSWER_MS })
  return asked.status === 0 ? undefined : 'no Docker engine answers'
}

const DOCKER_ANSWER_MS = 5_000

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
