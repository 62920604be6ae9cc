"""The verbs: what a person can ask for, one function each, and the documents they answer with."""
