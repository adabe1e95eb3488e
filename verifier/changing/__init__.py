"""Rules that change themselves: every state that decisions can bring about, to no bound.

`problem` puts a claim over changing rules, `saturation` finds what can change at all, `invariant` what a proof
needs never to change, `story` the meetings by which it goes wrong, `deciding` the verdict. `entrenchment` asks
who can change what; `openings` offers single ways of change to whoever looks for loopholes.
"""
