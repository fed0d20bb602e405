"""Tests of the record, through its front door."""
