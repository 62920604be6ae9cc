"""What findings say of the live page that a dead URL most likely meant."""

from linkequity.audits.citations import Row

# Below this two texts have hardly more in common than any two.
WORTH_NAMING = 0.1
INCONCLUSIVE = "inconclusive: not near enough, or another page is nearly as near"


def is_proved(row: Row) -> bool:
    """Whether the text of the dead page, as it was, is that of the live one."""
    return bool(row["clear"]) and row["text_seen"] is not None


def equivalent_of(row: Row) -> Row:
    """The evidence from the columns of EQUIVALENTS; `redirect_to` only where one page is clear."""
    if row["equivalent"] is None or row["similarity"] < WORTH_NAMING:
        return {"redirect_to": None}
    seen = row["text_seen"]
    how = {
        "similarity": round(row["similarity"], 2),
        "compared": f"its text of {seen}" if seen else "the words of its URL",
    }
    if row["clear"]:
        return {"redirect_to": row["equivalent"]} | how
    return {"redirect_to": None, "nearest": row["equivalent"]} | how | {"proposal": INCONCLUSIVE}
