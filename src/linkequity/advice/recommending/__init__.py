"""From a ranking to links an editor would take: which pairs, in which words, under which rules.

For those who build on it::

    from linkequity.advice.recommending.editor import Editor

    editor = Editor(facts)
    wording = editor.wording(source_id, target_id)
    proposals = editor.propose(Wish(targets=page_ids))

`wording` gives a `Wording`: the passage, the sentence and the exact words of it that become the
anchor text; where no words of the page name the target, a sentence to add, marked as new text.
`propose` gives pairs that keep all rules of taste, with their words, for `budget.choose`.
"""
