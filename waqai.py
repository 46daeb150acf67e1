"""The program: runs the command that was asked for, and ends as the command line's contract says."""

import gc
import os
import sys

from commands import DONE, WRONG_CALL, app, say, what_to_mend


def main() -> None:
    """Run the command that was asked for; a call that is wrong says so and ends with status 2."""
    gc.set_threshold(200_000, 20, 20)  # the tables are a million objects that stay: looking through them costs a start
    try:
        app(sys.argv[1:])
    except BrokenPipeError:  # `waqai annotate ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as fault:
        said = what_to_mend(fault)
        if said is None:
            raise
        say(f"waqai: {said}")
        raise SystemExit(WRONG_CALL) from None


if __name__ == "__main__":
    main()
