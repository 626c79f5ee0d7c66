"""A process that is started when it is first needed."""

import threading
from contextlib import closing

from kg.config import Config
from kg.web.checks import Checker


def test_who_comes_while_the_process_is_started_waits_for_it_and_not_for_a_turn():
    with closing(Checker(Config(), 1000, wait=0.0)) as checker:
        asked = [("text/turtle", b"<urn:s> <urn:p> <urn:o> .")]
        done = []
        together = [
            threading.Thread(target=lambda: done.append(checker.check(asked, None, "text", 30.0)))
            for _ in range(2)
        ]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
    assert [found.conforms for found in done] == [True, True]
