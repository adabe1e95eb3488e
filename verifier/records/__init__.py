"""Decisions as they were taken or could be: occasions, their plain form, minutes, and the rules' answer to them."""
