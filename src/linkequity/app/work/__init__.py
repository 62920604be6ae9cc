"""Work in the background: a crawl, an audit or an import in a process of its own.

It goes on when the app ends, can be stopped, and goes on where it was when begun again.
"""
