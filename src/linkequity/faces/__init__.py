"""What people see: the command line, the report, the charts. Shows, never computes."""
