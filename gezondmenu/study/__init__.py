"""Room: what each table is, reading messy files, all findings at once, simulated studies."""
