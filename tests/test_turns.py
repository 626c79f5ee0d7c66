"""Whose turn it is: round robin over those who wait."""

import threading
import time

import pytest

from kg.stores.messages import BusyError, ClientGoneError
from kg.stores.turns import Asker, Turns


def wait_until(true):
    until = time.monotonic() + 5
    while not true():
        assert time.monotonic() < until
        time.sleep(0.002)


class Crowd:
    """Clients that wait, each on a thread; `served` are those that got the worker, in order."""

    def __init__(self, most):
        self.turns, self.served, self.refused, self.threads = Turns(most), [], [], []

    def come(self, client, seconds=5):
        def run():
            try:
                worker = self.turns.take(Asker(client), seconds)
            except BusyError:
                self.refused.append(client)
            else:
                self.served.append(client)
                self.turns.give(worker)

        waiting, refused = self.turns.waiting, len(self.refused)
        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()
        wait_until(lambda: self.turns.waiting > waiting or len(self.refused) > refused)

    def serve(self):
        self.turns.give("worker")
        for thread in self.threads:
            thread.join()


@pytest.mark.parametrize(
    ("come", "served"),
    [
        ("abc", "abc"),
        ("aaab", "abaa"),
        ("aaabbc", "abcaba"),
        ("aaaaabc", "abcaaaa"),
    ],
)
def test_clients_are_served_in_turn(come, served):
    crowd = Crowd(16)
    for client in come:
        crowd.come(client)
    crowd.serve()
    assert "".join(crowd.served) == served
    assert (crowd.turns.idle, crowd.turns.waiting) == (1, 0)


@pytest.mark.parametrize(
    ("come", "refused"),
    [
        ("aaaaa", "a"),
        ("aaaab", "a"),
        ("aaaabb", "aa"),
        ("aaaabbb", "aab"),
        ("abcde", "e"),
    ],
)
def test_where_the_queues_are_full_the_longest_gives_way(come, refused):
    crowd = Crowd(4)
    for client in come:
        crowd.come(client)
    crowd.serve()
    assert "".join(crowd.refused) == refused
    assert len(crowd.served) == 4


def test_nobody_waits_for_ever_and_a_client_gone_waits_no_longer():
    turns, started = Turns(4), time.monotonic()
    with pytest.raises(BusyError):
        turns.take(Asker(), 0.1)
    with pytest.raises(ClientGoneError):
        turns.take(Asker("x", lambda: True), 60)
    assert time.monotonic() - started < 5
    assert turns.waiting == 0


def test_many_threads_never_share_a_worker():
    turns, held, worst = Turns(200), [0, 0], []
    for worker in (0, 1):
        turns.give(worker)

    def use(client):
        for _ in range(50):
            worker = turns.take(Asker(client), 10)
            held[worker] += 1
            worst.append(held[worker])
            held[worker] -= 1
            turns.give(worker)

    threads = [threading.Thread(target=use, args=(str(n % 3),)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (max(worst), len(worst), turns.idle, turns.waiting) == (1, 1000, 2, 0)
