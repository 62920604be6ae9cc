"""What-if in a workspace: scenarios kept, edits tried, answers side by side, work sent on."""
