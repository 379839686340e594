// A thread that dies of the job called `fatal` and answers for all others.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', (jobIds) => {
  if (jobIds.includes('fatal')) process.exit(7)
  if (jobIds.includes('throws')) throw new Error('out of ideas')
  parentPort.postMessage(jobIds.map((jobId) => ({ kind: 'failed', jobId, code: 'log.missing', message: 'answered' })))
})
