"""Fuzzing: each way by which strangers' bytes come in, with documents to start from and what must hold afterwards.

`scripts/fuzz.py` runs the targets of `targets.py`; atheris is needed for that only. `tests/test_fuzzing.py` holds every
target to its own documents.
"""
