"""How much of a partner's catalogue is read, and for how long. What is received is bounded as calendars are."""

SECONDS = 10.0
"""For reading one file."""
CPU_SECONDS = 10
MEMORY = 1 << 30
"""What the process may take of a machine that can hold it to that; whoever starts it watches the clock."""
