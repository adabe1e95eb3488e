"""What the benchmarks compare with must answer the questions rightly, or the ratios mean nothing."""

import pytest

from benchmarks.peers import PEERS, asker
from benchmarks.questions import CLAIMS, Question


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_answers_rightly_at_eleven_seats(peer: str, question: Question) -> None:
    pytest.importorskip(PEERS[peer][1], reason="comes with the extra `bench`")
    assert asker(peer)(question, 11) is CLAIMS[question].refutable
