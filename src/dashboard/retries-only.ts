// What the dashboard may do to the queues: retry what failed. Everything else that bull-board offers can lose
// work: deleting a finalize job deletes its failed child with it, an emptied queue loses reports, an added or
// edited job runs past the checks of the front door.

import type { BeforeHook, ControllerHandlerReturnType } from '@bull-board/api/typings/app'

const REFUSAL = 'Only retries are possible here: use `postflight` on the command line for everything else.'

/** Lets every read and the retries of failed jobs through; refuses the rest with 403 and a reason. */
export const decide: BeforeHook = ({ method, route, request }) => {
  if (method === 'get') return { allow: true }
  if (route === '/api/queues/:queueName/:jobId/retry') return { allow: true }
  const isRetryAll = route === '/api/queues/:queueName/retry/:queueStatus'
  if (isRetryAll && request.params['queueStatus'] === 'failed') return { allow: true }
  return { allow: false, status: 403, message: REFUSAL }
}

/** Completed jobs need no retry: a finalize job is refreshed by the reconciler. */
export function offerFailedRetriesOnly(result: ControllerHandlerReturnType): ControllerHandlerReturnType {
  const { body } = result
  if (typeof body !== 'object' || !('queues' in body) || !Array.isArray(body['queues'])) return result
  const queues = body['queues'].map((queue: object) => ({ ...queue, allowCompletedRetries: false }))
  return { ...result, body: { ...body, queues } }
}

/** The page with the buttons hidden that would be refused. bull-board's read-only mode would hide retries too. */
export function hideRefusedButtons(page: string): string {
  return page.replace('</head>', `<style>${REFUSED_BUTTONS} { display: none }</style></head>`)
}

/** Told by their icons, whose names are the same in every language of the page. */
const REFUSED_MENU_ICONS = ['plus', 'pause', 'play', 'chart-no-axes-gantt', 'gauge', 'trash-2', 'ban']
const REFUSED_BUTTONS = [
  ...['queueActions', 'jobActions'].map((list) => `ul[class*="${list}-"] > li:not(:has(.lucide-refresh-cw))`),
  ...REFUSED_MENU_ICONS.map((icon) => `[role="menuitem"]:has(.lucide-${icon})`),
].join(', ')
