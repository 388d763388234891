"""A short form of debugger_fuzz.py, and the same session on ipykernel."""

import pytest
from debugger_comparison import transcripts
from debugger_fuzz import sequence


@pytest.mark.parametrize("seed", range(1000, 1008))
def test_random_sequences_leave_the_kernel_well(kernel, seed):
    sequence(kernel, seed)


def test_the_kinds_of_messages_and_their_order_are_ipykernels(kernel_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", kernel_path)
    both = transcripts()
    assert both["tensorcell"] == both["ipykernel"]
