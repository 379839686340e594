"""Sends job-completed messages as a plain Python producer does: producer.py REDIS_URL PREFIX < messages.jsonl

Each line of standard input is {"data": {...}, "opts": {...}}. Prints how many were sent.
"""
import asyncio
import json
import sys

from bullmq import Queue


async def main():
    url, prefix = sys.argv[1:]
    queue = Queue("validation", {"connection": url, "prefix": prefix})
    messages = [json.loads(line) for line in sys.stdin]
    for message in messages:
        await queue.add("job-completed", message["data"], message["opts"])
    await queue.close()
    print(len(messages))


asyncio.run(main())
