"""What people see: server-rendered pages, Chinese first, for a phone held by an older hand."""
