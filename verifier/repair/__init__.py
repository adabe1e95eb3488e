"""Repair: the smallest changes of wording that close a loophole, each verified before it is offered."""
