"""`python -m tensorcell` is the command `tensorcell`."""

from .launch import main

main()
