"""Follows the outside links of the register and judges them.

`visiting` asks for one address and never leaves the public network; `following` goes after redirects and says what an
address is like now; `judging` says what that means beside earlier looks; `running` does it for many, gently.
"""
