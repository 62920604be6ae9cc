"""Where a link would stand: the passage, the sentence, and the words of its anchor text."""
