"""The work list as a workbook for spreadsheets, to hand out and tick off."""
