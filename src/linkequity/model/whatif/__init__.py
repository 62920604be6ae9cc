"""What-if: edits of a site as people name them, and what they change, answered and solved again."""
