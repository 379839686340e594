"""Runs another implementation's validate_task over job folders, for comparison with the classic rules.

Usage: oracle.py MODULE ROOT < ids, one JSON string a line. MODULE is a Python file with a class QAPostflight that
reads LUZ_ROOT; ROOT holds jobs/. Prints a JSON line for each id: the report, or what was raised.
"""

import importlib.util
import json
import logging
import os
import sys


def main():
    module_path, root = sys.argv[1:]
    os.environ["LUZ_ROOT"] = root
    logging.disable(logging.CRITICAL)
    spec = importlib.util.spec_from_file_location("oracle", module_path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    validator = module.QAPostflight()
    limit = sys.getrecursionlimit()
    for line in sys.stdin:
        answer = validate(validator, json.loads(line))
        sys.setrecursionlimit(100_000)
        print(json.dumps(answer), flush=True)
        sys.setrecursionlimit(limit)


def validate(validator, job_id):
    try:
        return {"report": validator.validate_task(job_id)}
    except Exception as error:
        return {"raised": repr(error)[:200]}


main()
