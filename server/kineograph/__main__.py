"""``python -m kineograph`` is the same as ``kineograph``."""

import sys

from kineograph.cli import main

sys.exit(main())
