"""The conversation between the benchmark and a peer: one JSON object a line, request on stdin, answer on stdout.

A peer is a set of named functions; `serve` answers {"do": name, ...} with the function's dictionary. Times are measured here,
inside the peer's process, so that the conversation itself costs the peer nothing. They are processor times of this one thread: on a busy
machine a call of 100 ms is interrupted and one of 1 ms is not, and by the clock the slower competitor would look slower still.
"""
import json
import sys
import time


def microseconds(function, seconds):
    """The shortest time of one call, of as many calls as fit into the given time (at least three)."""
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return 1e6 * min(times)


def serve(functions):
    for line in sys.stdin:
        request = json.loads(line)
        name = request.pop("do")
        print(json.dumps(functions[name](**request)), flush=True)
