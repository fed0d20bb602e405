"""Tests of the ledger, through its front door."""
